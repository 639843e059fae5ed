/**
 * The rules of other linters for Dockerfiles, each with what it asks for. One that no transform takes care of says why, or which
 * transform is planned; for the others `meta.covers` of a transform names it.
 */
export type ForeignRule = {
  readonly id: string;
  readonly tool: string;
  readonly title: string;
  /** Why no transform takes care of it. */
  readonly none?: string;
  /** The transform that will. */
  readonly planned?: string;
};

const AUTHOR = 'what was meant only its author knows';
const BREAKS_AT_ONCE = 'a build of such a file fails, so its author meets it at once';
const DOWNLOADERS = 'their options differ, and so does what they do about redirects and errors';
const HEALTH = 'how to tell that a program is well only its author knows, and orchestrators bring checks of their own';
const INSECURE = 'a build that relies on it would fail: what it fetches may have no valid certificate or signature';
const LABELS = 'what a label should say only its author knows';
const NETWORK = 'which version the image is today only its registry knows, and no network is asked';
const PINS =
  'versions come from package indexes, which are not asked, and a distribution deletes old ones, which then breaks the build';
const PLATFORM = 'it may be needed: without it the image is built for another platform';
const PROJECT_PINS = 'which version works only the project knows, and a lock file is the place to say it';
const REACHED_FROM_OUTSIDE =
  'a build may name the stage from outside (--target), and would not find it under another name';
const RELATED_STAGES = 'which of two stages of one name is meant in other places only their author knows';
const SECRETS = 'a secret mount needs another call of the build, and code that reads a file';
const SSH = 'whether people are to log in to containers only the author knows';
const UPGRADES = 'an upgrade may be there for its security fixes, and what would be missing without it is not known';

type Row = Omit<ForeignRule, 'id' | 'tool'>;

const hadolint: Readonly<Record<string, Row>> = {
  DL1001: { title: 'no comments that switch rules off', none: 'such a comment is a decision of its author' },
  DL3000: { title: 'WORKDIR is absolute' },
  DL3001: { title: 'no commands that make no sense in a build', none: AUTHOR },
  DL3002: { title: 'the last USER is not root' },
  DL3003: { title: 'WORKDIR instead of cd' },
  DL3004: { title: 'no sudo' },
  DL3006: { title: 'base images have a tag', none: NETWORK },
  DL3007: { title: 'no tag is latest', none: NETWORK },
  DL3008: { title: 'apt-get installs pinned versions', none: PINS },
  DL3009: { title: 'apt leaves no package lists' },
  DL3010: {
    title: 'ADD unpacks archives',
    none: 'owners, modes and options of tar would get lost on the way',
  },
  DL3011: { title: 'ports are at most 65535', none: AUTHOR },
  DL3012: { title: 'one HEALTHCHECK' },
  DL3013: { title: 'pip installs pinned versions', none: PROJECT_PINS },
  DL3014: { title: 'apt-get asks nothing' },
  DL3015: { title: 'apt-get installs nothing that is merely recommended' },
  DL3016: { title: 'npm installs pinned versions', none: PROJECT_PINS },
  DL3018: { title: 'apk adds pinned versions', none: PINS },
  DL3019: { title: 'apk keeps no package lists' },
  DL3020: { title: 'COPY instead of ADD for files and folders' },
  DL3021: { title: 'COPY of several sources goes into a folder', none: BREAKS_AT_ONCE },
  DL3022: { title: 'COPY --from names an earlier stage' },
  DL3023: { title: 'COPY --from names another stage than its own', none: BREAKS_AT_ONCE },
  DL3024: { title: 'no two stages have one name', none: RELATED_STAGES },
  DL3025: { title: 'CMD and ENTRYPOINT in exec form' },
  DL3026: {
    title: 'images come from allowed registries',
    none: 'another registry need not hold the same image',
  },
  DL3027: { title: 'apt-get instead of apt' },
  DL3028: { title: 'gem installs pinned versions', none: PROJECT_PINS },
  DL3029: { title: 'no --platform in FROM', none: PLATFORM },
  DL3030: { title: 'yum asks nothing' },
  DL3032: { title: 'yum leaves no caches' },
  DL3033: { title: 'yum installs pinned versions', none: PINS },
  DL3034: { title: 'zypper asks nothing' },
  DL3035: { title: 'no zypper dist-upgrade', none: UPGRADES },
  DL3036: { title: 'zypper leaves no caches' },
  DL3037: { title: 'zypper installs pinned versions', none: PINS },
  DL3038: { title: 'dnf asks nothing' },
  DL3040: { title: 'dnf leaves no caches' },
  DL3041: { title: 'dnf installs pinned versions', none: PINS },
  DL3042: { title: 'pip keeps no downloads' },
  DL3043: { title: 'ONBUILD defers no ONBUILD, FROM or MAINTAINER', none: BREAKS_AT_ONCE },
  DL3044: { title: 'ENV uses no variable that it sets', none: AUTHOR },
  DL3045: {
    title: 'COPY to a relative path has a WORKDIR',
    none: 'where the path leads is up to the base image, which is not looked into',
  },
  DL3046: { title: 'useradd with a high id writes no login records' },
  DL3047: { title: 'wget shows little progress' },
  DL3048: { title: 'keys of labels are well-formed', none: 'a tool may look for the key as it is' },
  DL3049: { title: 'required labels are there', none: LABELS },
  DL3050: { title: 'no labels that are not asked for', none: 'a tool may look for them' },
  DL3051: { title: 'no label is empty', none: LABELS },
  DL3052: { title: 'a label holds an address', none: LABELS },
  DL3053: { title: 'a label holds a time', none: LABELS },
  DL3054: { title: 'a label holds a licence of SPDX', none: LABELS },
  DL3055: { title: 'a label holds a hash of git', none: LABELS },
  DL3056: { title: 'a label holds a semantic version', none: LABELS },
  DL3057: { title: 'there is a HEALTHCHECK', none: HEALTH },
  DL3058: { title: 'a label holds an e-mail address', none: LABELS },
  DL3059: { title: 'RUNs that follow each other are one' },
  DL3060: { title: 'yarn leaves no cache' },
  DL3061: { title: 'a file begins with FROM or ARG', none: BREAKS_AT_ONCE },
  DL3062: { title: 'go installs pinned versions', none: PROJECT_PINS },
  DL3063: { title: 'no stage has a reserved name', none: REACHED_FROM_OUTSIDE },
  DL3064: { title: 'no secrets in ARG and ENV', none: SECRETS },
  DL3065: { title: 'no --platform that is the default', none: 'it changes nothing, and does no harm' },
  DL3066: { title: 'USER is a number' },
  DL3067: {
    title: 'no COPY of a whole root folder from another stage',
    none: 'it is how an image is made of one layer, on purpose',
  },
  DL4000: { title: 'no MAINTAINER' },
  DL4001: { title: 'either curl or wget', none: DOWNLOADERS },
  DL4003: { title: 'one CMD' },
  DL4004: { title: 'one ENTRYPOINT' },
  DL4005: {
    title: 'SHELL instead of another /bin/sh',
    none: 'SHELL also decides how containers start, and /bin/sh what every script runs in',
  },
  DL4006: {
    title: 'a pipe fails with any of its commands',
    none: 'commands that stop a pipe on purpose (head, grep -q) would then end the build, and dash has no such option',
  },
};

const buildKit: Readonly<Record<string, Row>> = {
  ConsistentInstructionCasing: { title: 'all keywords are in one case' },
  CopyIgnoredFile: {
    title: 'no COPY of what .dockerignore leaves out',
    none: 'which of the two is wrong only their author knows',
  },
  DuplicateStageName: { title: 'no two stages have one name', none: RELATED_STAGES },
  ExposeInvalidFormat: { title: 'EXPOSE names no address and no port of the host', none: AUTHOR },
  ExposeProtoCasing: {
    title: 'protocols in EXPOSE are in lower case',
    none: 'it changes nothing, and does no harm',
  },
  FromAsCasing: { title: 'AS is written in the case of FROM' },
  FromPlatformFlagConstDisallowed: { title: 'no fixed --platform in FROM', none: PLATFORM },
  InvalidDefaultArgInFrom: {
    title: 'FROM works with the defaults of its ARGs',
    none: 'which default is a good one only its author knows',
  },
  InvalidDefinitionDescription: {
    title: 'a comment on a stage or an ARG begins with its name',
    none: 'a comment may be about more than the line below it',
  },
  JSONArgsRecommended: { title: 'CMD and ENTRYPOINT in exec form' },
  LegacyKeyValueFormat: { title: 'ENV and LABEL with an equals sign' },
  MaintainerDeprecated: { title: 'no MAINTAINER' },
  MultipleInstructionsDisallowed: { title: 'one CMD, ENTRYPOINT and HEALTHCHECK' },
  NoEmptyContinuation: { title: 'no empty line in a continued instruction' },
  RedundantTargetPlatform: { title: 'no --platform that is the default', none: 'it changes nothing, and does no harm' },
  ReservedStageName: { title: 'no stage has a reserved name', none: REACHED_FROM_OUTSIDE },
  SecretsUsedInArgOrEnv: { title: 'no secrets in ARG and ENV', none: SECRETS },
  StageNameCasing: { title: 'names of stages are in lower case' },
  UndefinedArgInFrom: { title: 'FROM uses declared ARGs', none: AUTHOR },
  UndefinedVar: {
    title: 'variables are set before they are used',
    none: 'the base image may set it, and what else was meant only its author knows',
  },
  WorkdirRelativePath: { title: 'WORKDIR is absolute' },
};

const trivy: Readonly<Record<string, Row>> = {
  'DS-0001': { title: 'no tag is latest', none: NETWORK },
  'DS-0002': { title: 'containers do not run as root' },
  'DS-0004': { title: 'port 22 is not exposed', none: SSH },
  'DS-0005': { title: 'COPY instead of ADD' },
  'DS-0006': { title: 'COPY --from names another stage than its own', none: BREAKS_AT_ONCE },
  'DS-0007': { title: 'one ENTRYPOINT' },
  'DS-0008': { title: 'ports are at most 65535', none: AUTHOR },
  'DS-0009': { title: 'WORKDIR is absolute' },
  'DS-0010': { title: 'no sudo' },
  'DS-0011': { title: 'COPY of several sources goes into a folder', none: BREAKS_AT_ONCE },
  'DS-0012': { title: 'no two stages have one name', none: RELATED_STAGES },
  'DS-0013': { title: 'WORKDIR instead of cd' },
  'DS-0014': { title: 'either curl or wget', none: DOWNLOADERS },
  'DS-0015': { title: 'yum leaves no caches' },
  'DS-0016': { title: 'one CMD' },
  'DS-0017': { title: 'no RUN that only updates package lists' },
  'DS-0019': { title: 'dnf leaves no caches' },
  'DS-0020': { title: 'zypper leaves no caches' },
  'DS-0021': { title: 'apt-get asks nothing' },
  'DS-0022': { title: 'no MAINTAINER' },
  'DS-0023': { title: 'one HEALTHCHECK' },
  'DS-0024': { title: 'no apt-get dist-upgrade', none: UPGRADES },
  'DS-0025': { title: 'apk keeps no package lists' },
  'DS-0026': { title: 'there is a HEALTHCHECK', none: HEALTH },
  'DS-0027': { title: 'microdnf leaves no caches' },
  'DS-0029': { title: 'apt-get installs nothing that is merely recommended' },
  'DS-0030': { title: 'WORKDIR is no folder of the system', none: AUTHOR },
  'DS-0031': { title: 'no secrets in ARG and ENV', none: SECRETS },
};

const checkov: Readonly<Record<string, Row>> = {
  CKV_DOCKER_1: { title: 'port 22 is not exposed', none: SSH },
  CKV_DOCKER_2: { title: 'there is a HEALTHCHECK', none: HEALTH },
  CKV_DOCKER_3: { title: 'there is a USER' },
  CKV_DOCKER_4: { title: 'COPY instead of ADD' },
  CKV_DOCKER_5: { title: 'no RUN that only updates package lists' },
  CKV_DOCKER_6: { title: 'no MAINTAINER' },
  CKV_DOCKER_7: { title: 'base images have a tag that is not latest', none: NETWORK },
  CKV_DOCKER_8: { title: 'the last USER is not root' },
  CKV_DOCKER_9: { title: 'apt-get instead of apt' },
  CKV_DOCKER_10: { title: 'WORKDIR is absolute' },
  CKV_DOCKER_11: { title: 'no two stages have one name', none: RELATED_STAGES },
  CKV2_DOCKER_1: { title: 'no sudo' },
  CKV2_DOCKER_2: { title: 'curl checks certificates', none: INSECURE },
  CKV2_DOCKER_3: { title: 'wget checks certificates', none: INSECURE },
  CKV2_DOCKER_4: { title: 'pip trusts no host without a certificate', none: INSECURE },
  CKV2_DOCKER_5: { title: 'PYTHONHTTPSVERIFY leaves checks on', none: INSECURE },
  CKV2_DOCKER_6: { title: 'NODE_TLS_REJECT_UNAUTHORIZED leaves checks on', none: INSECURE },
  CKV2_DOCKER_7: { title: 'apk takes signed packages only', none: INSECURE },
  CKV2_DOCKER_8: { title: 'apt-get takes signed packages only', none: INSECURE },
  CKV2_DOCKER_9: { title: 'dnf, tdnf and yum take signed packages only', none: INSECURE },
  CKV2_DOCKER_10: { title: 'rpm checks packages', none: INSECURE },
  CKV2_DOCKER_11: { title: 'apt-get is not forced', none: INSECURE },
  CKV2_DOCKER_12: { title: 'NPM_CONFIG_STRICT_SSL leaves checks on', none: INSECURE },
  CKV2_DOCKER_13: { title: 'npm and yarn check certificates', none: INSECURE },
  CKV2_DOCKER_14: { title: 'GIT_SSL_NO_VERIFY leaves checks on', none: INSECURE },
  CKV2_DOCKER_15: { title: 'yum and dnf check certificates', none: INSECURE },
  CKV2_DOCKER_16: { title: 'PIP_TRUSTED_HOST is not set', none: INSECURE },
  CKV2_DOCKER_17: {
    title: 'no passwords by chpasswd',
    none: 'the password has to come from elsewhere then, and only its author knows from where',
  },
};

const dockle: Readonly<Record<string, Row>> = {
  'CIS-DI-0001': { title: 'containers do not run as root' },
  'CIS-DI-0002': { title: 'base images can be trusted', none: 'whom to trust is for people to say' },
  'CIS-DI-0003': { title: 'no packages that are not needed', none: 'what is needed only the author knows' },
  'CIS-DI-0004': { title: 'images are built anew for security fixes', none: 'it is about when to build' },
  'CIS-DI-0005': { title: 'images are signed', none: 'it is a setting of the client' },
  'CIS-DI-0006': { title: 'there is a HEALTHCHECK', none: HEALTH },
  'CIS-DI-0007': { title: 'no RUN that only updates package lists' },
  'CIS-DI-0008': {
    title: 'no files that run with the rights of their owner',
    none: 'su, sudo, ping and others stop working without them',
  },
  'CIS-DI-0009': { title: 'COPY instead of ADD' },
  'CIS-DI-0010': { title: 'no secrets in the image', none: SECRETS },
  'CIS-DI-0011': { title: 'packages are verified', none: 'dockle does not look at it either' },
  'DKL-DI-0001': { title: 'no sudo' },
  'DKL-DI-0002': { title: 'no volume at /dev, /proc or /sys', none: AUTHOR },
  'DKL-DI-0003': { title: 'no upgrade of all packages', none: UPGRADES },
  'DKL-DI-0004': { title: 'apk keeps no package lists' },
  'DKL-DI-0005': { title: 'apt leaves no package lists' },
  'DKL-DI-0006': { title: 'no tag is latest', none: NETWORK },
  'DKL-LI-0001': { title: 'no empty passwords', none: 'it is a matter of the base image' },
  'DKL-LI-0002': { title: 'no two users or groups have one id', none: 'who has which id is decided in the build' },
  'DKL-LI-0003': { title: 'no files that are not needed' },
};

const tools = { hadolint, BuildKit: buildKit, Trivy: trivy, Checkov: checkov, dockle };

export const foreignRules: readonly ForeignRule[] = Object.entries(tools).flatMap(([tool, rules]) =>
  Object.entries(rules).map(([id, row]) => ({ id, tool, ...row })),
);

/** The rule of an id, in any case. */
export const foreignRuleCalled = (id: string): ForeignRule | undefined =>
  foreignRules.find((rule) => rule.id.toLowerCase() === id.trim().toLowerCase());
