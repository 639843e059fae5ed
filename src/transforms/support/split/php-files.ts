import { isAppFolder } from '../../../knowledge/app-folders.ts';
import { consoleVerb } from '../../../knowledge/php-calls.ts';
import {
  APACHE_FOLDER,
  apacheSwitch,
  extensionFolders,
  extensionTools,
  phpVariables,
  WEB_FOLDER,
} from '../../../knowledge/php-images.ts';
import { copyWords } from '../../../model/copied-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import type { ImageFile } from '../../../model/image-files.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { expand } from '../../../model/variables.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { firstReason } from '../user/first-reason.ts';
import { foldersIn } from '../user/folders-in.ts';
import type { Place } from '../user/place.ts';
import { startingFolder } from '../user/working-folder.ts';
import { lineOf } from '../wording.ts';
import { makesUser } from './last-of-build.ts';
import { leftBehind, type ValueOf } from './left-behind.ts';
import { composerCall, consoleCall, staysInside } from './php-composer.ts';
import { whyOwners } from './python-files.ts';
import type { Build, Taken } from './runtime.ts';
import { outermost } from './taken.ts';

/** What of the files that are there at the end of the build has to come along. */
export type PhpFiles = {
  readonly taken: readonly Taken[];
  readonly repeated: readonly Step[];
  /** Who owns them is said in their copies. */
  readonly keepsOwners: boolean;
};

type Project = Build & { readonly files: readonly ImageFile[] };
type Composer = { readonly folders: readonly string[] };

/** Or why that is not known. */
export function phpFiles(project: Project, composer: Composer): PhpFiles | string {
  const { place, steps } = project;
  const brought = broughtIn(project);
  if (typeof brought === 'string') return brought;
  const folders = outermost([...brought.folders, ...composer.folders].map((path) => ({ path, kind: 'folder' })));
  const odd = folders.find(({ path }) => !isProjectFolder(path));
  if (odd !== undefined)
    return `it is built in ${odd.path}, so what of that belongs to it is not known: in a folder of its own, it could be split`;
  const known: Known = { ...project, folders: folders.map(({ path }) => path), brought: brought.files };
  const owner = ownerOf(known);
  if (owner !== undefined && 'why' in owner) return owner.why;
  const own = ownLeavings(known);
  if (typeof own === 'string') return own;
  const apache = apacheIn(known, own.taken);
  if (typeof apache === 'string') return apache;
  const again = [...apache.repeated, ...steps.filter((step) => isRun(step) && isDoneAgain(step))];
  const others = steps.filter((step) => !again.includes(step));
  const extensions = own.extends ? extensionFolders.map((path): Taken => ({ path, kind: 'folder' })) : [];
  const all = [...folders, ...brought.files, ...own.taken, ...apache.taken, ...extensions];
  const isKept = within(all.map(({ path }) => path));
  const left = leftBehind(place, others, (command) => own.commands.has(command), isKept, valueOf);
  if (typeof left === 'string') return left;
  const taken = outermost([...all, ...left.taken.filter(({ path }) => !isOfComposer(path))]);
  const owned = taken.map((one) => (owner && one.path === WEB_FOLDER ? { ...one, owner: owner.name } : one));
  return (
    whyBehind(project, taken) ??
    whyOwners(place, steps, folders) ?? {
      taken: owned,
      repeated: steps.filter((step) => again.includes(step)),
      keepsOwners: owner !== undefined,
    }
  );
}

const isProjectFolder = (path: string): boolean => isAppFolder(path) || path === '/var/www';

/** Programs and files of composer, which the build alone needs. */
const isOfComposer = (path: string): boolean =>
  /^composer(?:-setup\.php|-installer(?:\.php)?|\.phar)?$/.test(baseName(path));

const placeOf = ({ file }: Place, { instruction }: Step): string => `line ${lineOf(file, instruction.span.start)}`;

/** What a word says, with the variables of the images. */
const valueOf: ValueOf = ({ literal, value }) => (literal ? value : expand(value, (name) => phpVariables.get(name)));

type Brought = { readonly folders: readonly string[]; readonly files: readonly Taken[] };

/** More files than this come as a folder. */
const FEW = 4;

/** Folders of projects, and files elsewhere, that COPY and ADD bring before the end of the build. */
function broughtIn(project: Project): Brought | string {
  const { place, steps } = project;
  const folders: string[] = [];
  const files: Taken[] = [];
  for (const step of steps.filter(({ instruction, deferred }) => isCopy(instruction) && !deferred)) {
    const found = broughtBy(project, step);
    if (typeof found === 'string') return `${placeOf(place, step)} ${found}`;
    folders.push(...found.folders);
    files.push(...found.files);
  }
  const settings = files.find(({ path }) => /^\/etc\/(?:apk|apt)\//.test(path));
  return settings === undefined
    ? { folders, files }
    : `${settings.path} changes where packages come from, which the stage that runs would go without`;
}

function broughtBy({ place: { file, stage }, files }: Project, step: Step): Brought | string {
  const words = copyWords(step, file.source.escape);
  const target = words.at(-1);
  if (target === undefined) return 'copies to a place that is not known';
  const path = absolutePath(target, step.state.workdir ?? startingFolder(stage));
  if (within(SCRATCH)(path) || bringsComposer(words, path)) return { folders: [], files: [] };
  const own = files.filter((each) => each.step === step);
  const isFolder = own.some((each) => each.path !== path) || !isOfContext(step);
  if (isFolder && isProjectFolder(path)) return { folders: [path], files: [] };
  if (!isOfContext(step)) return 'brings files from elsewhere, and whether the program needs them is not known';
  if (own.length > FEW) return 'puts files of the project among those of the system';
  return { folders: [], files: own.map((each): Taken => ({ path: each.path, kind: 'file' })) };
}

const SCRATCH: readonly string[] = ['/tmp', '/var/tmp'];

const isOfContext = ({ instruction: { flags, heredocs, args } }: Step): boolean =>
  heredocs.length === 0 &&
  flags.every(({ name }) => name !== 'from') &&
  !/(?:^|[\s"])(?:\w+:\/\/|git@)/.test(args.text);

const bringsComposer = (words: readonly (string | undefined)[], target: string): boolean =>
  words.length === 2 && isOfComposer(words[0] ?? '') && !isProjectFolder(target);

/** A step brings composer to the image. */
export const installsComposer = ({ place: { file } }: Build, step: Step): boolean =>
  isCopy(step.instruction)
    ? bringsComposer(copyWords(step, file.source.escape), copyWords(step, file.source.escape).at(-1) ?? '')
    : /getcomposer\.org/.test(step.run?.script.text ?? '');

type Known = Project & {
  /** Folders that come along as they are. */
  readonly folders: readonly string[];
  readonly brought: readonly Taken[];
};

type Ran = { readonly command: Command; readonly step: RunStep; readonly folder: string | undefined };

const ranBy = ({ place: { stage }, steps }: Build): Ran[] =>
  steps.filter(isRun).flatMap((step) => {
    const folders = foldersIn(step.run.script, step.state.workdir ?? startingFolder(stage));
    return step.run.script.commands.map((command) => ({ command, step, folder: folders.get(command) }));
  });

const pathsOf = ({ command, folder }: Ran): (string | undefined)[] =>
  command.words
    .slice(1)
    .filter(({ value }) => !value.startsWith('-'))
    .map((word) => pathOf(word, folder));

function pathOf(word: Word, folder: string | undefined): string | undefined {
  const value = valueOf(word);
  if (value === undefined || value.startsWith('~')) return undefined;
  return value.startsWith('/') ? absolutePath(value, '/') : folder && absolutePath(value, folder);
}

const textOf = ({ command, step }: Ran): string => step.run.script.text.slice(command.start, command.end);

type OwnLeavings = {
  /** Commands of which it is known what they leave. */
  readonly commands: ReadonlySet<Command>;
  readonly taken: readonly Taken[];
  /** Some make extensions. */
  readonly extends: boolean;
};

/** What commands of PHP, and those that work on its settings, leave. */
function ownLeavings(known: Known): OwnLeavings | string {
  const commands = new Set<Command>();
  const taken: Taken[] = [];
  let makesExtensions = false;
  for (const ran of ranBy(known)) {
    if (isDoneAgain(ran.step)) continue;
    if (/\/etc\/(?:apk|apt)\//.test(ran.step.run.script.text))
      return `${placeOf(known.place, ran.step)} changes where packages come from, which the stage that runs would go without`;
    const why = whyLost(known, ran);
    if (why !== undefined) return `${placeOf(known.place, ran.step)}: ${why}`;
    makesExtensions ||= extensionTools.has(toolOf(ran.command));
    const left = leftBy(known, ran);
    if (left === undefined) continue;
    commands.add(ran.command);
    taken.push(...left);
  }
  return { commands, taken, extends: makesExtensions };
}

/** It makes users, or folders of the system: both stages have them by the same words. */
const isDoneAgain = (step: RunStep): boolean =>
  makesUser(step) ||
  step.run.script.commands.every(
    ({ name, words }) =>
      name === 'mkdir' && words.slice(1).every(({ value, literal }) => literal && /^(?:\/|-p$)/.test(value)),
  );

/** Files of the image that it takes away, or what a copy of them would not be. */
function whyLost(known: Known, ran: Ran): string | undefined {
  const tool = toolOf(ran.command);
  const paths = pathsOf(ran);
  const text = JSON.stringify(textOf(ran).slice(0, 60));
  if (/^(?:rm|rmdir|unlink|mv)$/.test(tool) && (tool === 'mv' ? paths.slice(0, -1) : paths).some(isOfImage(known)))
    return `${text} takes away what the image that runs would have again`;
  if (tool === 'ln' && !within([APACHE_FOLDER, ...known.folders])(paths.at(-1) ?? ''))
    return `${text} makes a link, which a copy from another stage would follow: in a RUN of its own behind the build it could be split`;
  if (MAKES_FILES.test(tool) && paths.some((path) => /^\/(?:var\/(?:cache|log|run)|run)\//.test(path ?? '')))
    return `${text} makes something in a folder that would not come along`;
  return tool === 'chmod' ? whyMode(known, ran) : undefined;
}

const MAKES_FILES = /^(?:mkdir|touch|ln|tee|cp|mv|install)$/;

const isOfImage =
  ({ folders }: Known) =>
  (path: string | undefined): boolean =>
    path === undefined ||
    path === WEB_FOLDER ||
    (SETTINGS.test(path) && !/\/php\.ini-\w+$/.test(path)) ||
    folders.includes(path);

/** A folder that is there gets what is in another one, and stays what it is. */
function whyMode(known: Known, ran: Ran): string | undefined {
  const text = JSON.stringify(textOf(ran).slice(0, 60));
  const paths = pathsOf(ran).slice(1);
  const own = paths.find((path) => path !== WEB_FOLDER && known.folders.includes(path ?? ''));
  if (own !== undefined)
    return `${text} says what may be done in ${own}, which a copy from another stage would not keep: in a RUN of its own behind the build it could be split`;
  const isDeep = ran.command.words.some(({ value }) => /^(?:-\w*R|--recursive)/.test(value));
  return isDeep && !paths.every(isCarried(known)) ? `${text} may leave something that the program needs` : undefined;
}

const SETTINGS = /^\/(?:etc\/(?!apk\/|apt\/)|usr\/local\/(?:etc|lib\/php)\/)/;
/** What a command leaves; undefined where only others may know. */
function leftBy(known: Known, ran: Ran): readonly Taken[] | undefined {
  const { command, folder } = ran;
  const isHere = folder !== undefined && within(known.folders)(folder);
  if (leavesNothing(ran) || (isHere && staysHere(ran))) return [];
  switch (toolOf(command)) {
    case 'sed':
      return editedBy(known, ran);
    case 'chmod':
      return pathsOf(ran).slice(1).every(isCarried(known)) ? [] : undefined;
    case 'ln':
      return within(known.folders)(pathsOf(ran).at(-1) ?? '') ? [] : [{ path: APACHE_FOLDER, kind: 'folder' }];
    case 'cp':
    case 'mv':
      return settingFrom(ran);
    default:
      return undefined;
  }
}

/** What they make stands where extensions do, is a link of Apache, or is composer. */
function leavesNothing(ran: Ran): boolean {
  const { command } = ran;
  const tool = toolOf(command);
  if (composerCall(command) !== undefined || extensionTools.has(tool) || isSwitch(command)) return true;
  switch (tool) {
    case 'chgrp':
    case 'chown':
    case 'yes':
      return true;
    case 'curl':
    case 'wget':
      return /getcomposer\.org/.test(textOf(ran));
    case 'git':
      return /^(?:config|--version)$/.test(command.words[1]?.value ?? '');
    case 'php':
      return consoleCall(command) === undefined && (tells(ran) || setsComposerUp(ran));
    default:
      return false;
  }
}

/** In the folder of a project, it works on what is there. */
function staysHere(ran: Ran): boolean {
  const { command } = ran;
  const verb = consoleCall(command);
  if (verb !== undefined) return consoleVerb.test(verb);
  const tool = toolOf(command);
  if (NODE.has(tool)) return !/\s(?:-g|--global|global)\b/.test(textOf(ran));
  return IN_FOLDER.has(tool) && staysInside(command);
}

const isCarried =
  ({ folders, brought }: Known) =>
  (path: string | undefined): boolean =>
    path !== undefined && (within(folders)(path) || isOfComposer(path) || brought.some((one) => one.path === path));

/** `mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"` */
function settingFrom(ran: Ran): Taken[] | undefined {
  const [source, target, another] = pathsOf(ran);
  if (source === undefined || target === undefined || another !== undefined) return undefined;
  if (isOfComposer(target) || isOfComposer(source)) return [];
  const isFile = SETTINGS.test(target) && /\.\w+$/.test(target) && !/[*?]/.test(source + target);
  return isFile && !/\s-\w*[raR]/.test(textOf(ran)) ? [{ path: target, kind: 'file' }] : undefined;
}

const NODE: ReadonlySet<string> = new Set(['bun', 'node', 'npm', 'npx', 'pnpm', 'yarn']);
const IN_FOLDER: ReadonlySet<string> = new Set(['cp', 'ln', 'mkdir', 'mv', 'sed', 'tee', 'touch']);

/** `php -v`, `php -m`: it prints what PHP is. */
const tells = ({ command }: Ran): boolean =>
  /^(?:-[ilmv]|--(?:info|modules|version))$/.test(command.words[1]?.value ?? '');

/** `php -r "copy('https://getcomposer.org/installer', …)"`, `… | php -- --install-dir=/usr/local/bin`. */
const setsComposerUp = (ran: Ran): boolean =>
  /composer|installer|--install-dir/i.test(textOf(ran)) || /^php\s+--?$/.test(textOf(ran))
    ? /getcomposer\.org/.test(ran.step.run.script.text) || /composer-setup/.test(textOf(ran))
    : false;

/** `sed -i` puts other text into files. */
function editedBy({ folders }: Known, ran: Ran): Taken[] | undefined {
  const { words } = ran.command;
  if (!words.some(({ value }) => /^-\w*i|^--in-place/.test(value))) return [];
  const values = words.slice(1).map(({ value }) => value);
  const hasScript = values.some((value) => /^(?:-\w*[ef]|--expression|--file)$/.test(value));
  const operands = words
    .slice(1)
    .filter(
      ({ value }, at) => !value.startsWith('-') && !/^(?:-\w*[ef]|--expression|--file)$/.test(values[at - 1] ?? ''),
    );
  const paths = (hasScript ? operands : operands.slice(1)).map((word) => pathOf(word, ran.folder));
  const taken: Taken[] = [];
  for (const path of paths) {
    if (path === undefined) return undefined;
    if (within(folders)(path)) continue;
    if (within([APACHE_FOLDER])(path))
      taken.push(/[*?[]/.test(path) ? { path: APACHE_FOLDER, kind: 'folder' } : { path, kind: 'file' });
    else if (/[*?[]/.test(path)) return undefined;
    else taken.push({ path, kind: 'file' });
  }
  return taken;
}

type Apache = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

/** Switches of Apache are done again where they stand by themselves; else its folder of settings comes along, with the links that they make. */
function apacheIn({ place, steps, brought }: Known, taken: readonly Taken[]): Apache | string {
  const own = new Set([...brought, ...taken].map(({ path }) => baseName(path).replace(/\.(?:conf|load)$/, '')));
  const isAlone = ({ run: { script } }: RunStep): boolean =>
    script.opaque === undefined &&
    script.commands.every(
      (command) =>
        isSwitch(command) && command.words.slice(1).every(({ value, literal }) => literal && !own.has(value)),
    );
  const switching = steps.filter(isRun).filter(({ run }) => run.script.commands.some(isSwitch));
  const alone = switching.filter(isAlone);
  const mixed = switching.filter((step) => !alone.includes(step));
  const off = mixed.find(switchesOff);
  if (off !== undefined)
    return `${placeOf(place, off)} switches something of Apache off, which a copy of its settings would not: in a RUN of its own behind the build it could be split`;
  const isWhole = mixed.length > 0 || taken.some(({ path }) => path === APACHE_FOLDER);
  return {
    taken: isWhole ? [{ path: APACHE_FOLDER, kind: 'folder' }] : [],
    repeated: isWhole ? alone.filter(switchesOff) : alone,
  };
}

const isSwitch = ({ name }: Command): boolean => apacheSwitch.test(name);

const switchesOff = ({ run }: RunStep): boolean =>
  run.script.commands.some(({ name }) => apacheSwitch.test(name) && name.startsWith('a2dis'));

type Owner = { readonly name: string } | { readonly why: string };

/** The folder of the images' pages is that of their user already; what is in it becomes theirs where the build ends with that. */
function ownerOf(known: Known): Owner | undefined {
  const giving = ranBy(known).filter(
    ({ command, step }) => /^(?:chown|chgrp)$/.test(toolOf(command)) && !isDoneAgain(step),
  );
  const [ran] = giving;
  if (ran === undefined) return undefined;
  const [owner, path] = [
    ran.command.words.find(({ value }) => /^www-data(?::www-data)?$/.test(value)),
    pathsOf(ran)[1],
  ];
  const rest = ran.step.run.script.commands.filter(({ start }) => start > ran.command.start);
  const isWhole =
    giving.length === 1 &&
    owner !== undefined &&
    ran.command.words.length === 4 &&
    ran.command.words.some(({ value }) => value === '-R') &&
    path === WEB_FOLDER &&
    known.folders.includes(WEB_FOLDER) &&
    ran.step === known.steps.findLast(isRun) &&
    rest.every(
      (command) =>
        /^(?:chmod|echo|find|rm|true)$/.test(toolOf(command)) || composerCall(command)?.verb.startsWith('clear'),
    );
  return isWhole
    ? { name: owner.value }
    : {
        why: `${placeOf(known.place, ran.step)} gives files to a user in a RUN of the build, which a copy from another stage would not keep: in a RUN of its own behind the build it could be split`,
      };
}

/** Steps behind the build that work on what it leaves where nothing is taken from. */
function whyBehind({ place, steps, behind }: Build, taken: readonly Taken[]): string | undefined {
  const isTaken = within(taken.map(({ path }) => path));
  const text = steps.map(({ instruction }) => instruction.args.text).join('\n');
  const isSaid = (path: string): boolean =>
    new RegExp(`(?<![\\w./-])${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`).test(text);
  return firstReason(behind.filter(isRun), (step) => {
    const paths = ranBy({ place, steps: [step] } as unknown as Build).flatMap((ran) => pathsOf(ran));
    const lost = paths.find(
      (path) =>
        path !== undefined && path.length > 1 && !isTaken(path) && (isSaid(path) || path.startsWith('/usr/src/')),
    );
    return lost && `${placeOf(place, step)} works on ${lost}, which stays with the build`;
  });
}
