import { schedulers } from '../../../../knowledge/programs/schedulers.ts';
import { readRequirement } from '../../../../knowledge/python/packages.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath, parentOf } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import { escaped } from '../../../../syntax/text.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Program, Started } from '../starts/program.ts';
import { startedBy } from '../starts/started.ts';
import type { Installs } from './asked-for.ts';
import { isDistribution } from './image.ts';

/** Programs that supervisor brings (github.com/Supervisor/supervisor, setup.py). */
const OF_SUPERVISOR = /^(?:pidproxy|supervisorctl|supervisord)$/;
/** Where supervisord looks for its settings, but for those beside its own Python (supervisord.org/configuration.html). */
const SETTINGS = [
  'supervisord.conf',
  'etc/supervisord.conf',
  '/etc/supervisord.conf',
  '/etc/supervisor/supervisord.conf',
];
/** What the settings include that packages of Debian and of Alpine bring. */
const INCLUDED = ['/etc/supervisor/conf.d/*.conf', '/etc/supervisor.d/*.ini'];

/** With what supervisord starts in its place; or why that is not known. It is in an environment where pip installs it, and a package of the system else. */
export function withServices(
  place: Place,
  files: readonly ImageFile[],
  { requirements }: Installs,
  started: Started,
): Started | string {
  const isOfPip = requirements.some((line) => readRequirement(line)?.name === 'supervisor');
  const isOwn = ({ name, path }: Program): boolean =>
    OF_SUPERVISOR.test(baseName(name)) && (path === undefined || (!isOfPip && /^\/usr\/s?bin\//.test(path)));
  const program = started.programs.find((one) => isOwn(one) && baseName(one.name) === 'supervisord');
  // What is there on a distribution stays there, whatever is started.
  if (!isOfPip && (program === undefined || isDistribution(place.stage))) return started;
  const all: Started[] = [{ ...started, programs: started.programs.filter((one) => !isOwn(one)) }];
  for (const service of program === undefined ? [] : servicesOf(place, files, program, isOfPip)) {
    const own = typeof service === 'string' ? service : startsOf(place, service);
    if (typeof own === 'string') return own;
    all.push(own);
  }
  return {
    programs: all.flatMap(({ programs }) => programs),
    needsShell: all.some(({ needsShell }) => needsShell),
    shells: all.flatMap(({ shells }) => shells),
    scripts: all.flatMap(({ scripts }) => scripts),
  };
}

/** A section of the settings, and what it says. */
type Service = {
  readonly settings: ReadonlyMap<string, string>;
  readonly by: string;
  readonly folder: string;
};

function servicesOf(
  place: Place,
  files: readonly ImageFile[],
  program: Program,
  isOfPip: boolean,
): (Service | string)[] {
  const { by, folder } = program;
  const writing = place.stage.steps.find(({ run }) => WRITES_SETTINGS.test(run?.script.text ?? ''));
  if (writing !== undefined)
    return [`${placeOf(place, writing)} writes settings of supervisord, which are not followed`];
  const named = settingsOf(program);
  const main = named.flatMap((path) => files.findLast((each) => each.path === path) ?? [])[0];
  const isOfPackage = !isOfPip && main === undefined && named.some((path) => SETTINGS.includes(path));
  const all = main === undefined ? (isOfPackage ? matching(files, INCLUDED) : []) : [main];
  if (all.length === 0) return [`${by} starts supervisord, whose settings are not in the build context`];
  return all.flatMap((file) => sectionsOf(place, files, file, folder));
}

/** `echo "[program:web]" >> /etc/supervisor/conf.d/web.conf` */
const WRITES_SETTINGS = /(?:>|\btee\b|\bsed\b.*|\b(?:cp|mv|ln)\b.*)\s*\S*\bsupervisor(?:d?\.conf|d?\/conf\.d|d?\.d)\b/;

const matching = (files: readonly ImageFile[], patterns: readonly string[]): ImageFile[] => {
  const all = patterns.map((pattern) => new RegExp(`^${escaped(pattern).replaceAll('\\*', '[^/]*')}$`));
  return files.filter(({ path }) => all.some((each) => each.test(path)));
};

/** Its own, and those of what it includes. */
function sectionsOf(place: Place, files: readonly ImageFile[], file: ImageFile, folder: string): (Service | string)[] {
  const by = baseName(file.source);
  const text = place.context.readText(file.source);
  if (text === undefined) return [`${file.source} can not be read`];
  const sections = text.replace(/^[ \t]*[;#].*$|[ \t]+;.*$/gm, '').split(/^(?=\[)/m);
  return sections.flatMap((part): (Service | string)[] => {
    const section = /^\[([^\]:]*)/.exec(part)?.[1] ?? '';
    const settings = new Map([...part.matchAll(SETTING)].map(([, key = '', value = '']) => [key, value]));
    if (section !== 'include') return [{ settings, by, folder }];
    const patterns = (settings.get('files') ?? '%(')
      .split(/\s+/)
      .map((path) => absolutePath(path, parentOf(file.path)));
    const odd = patterns.find((pattern) => /[%?[]/.test(pattern));
    if (odd !== undefined) return [`${by} includes ${odd}, which is not followed`];
    const others = matching(files, patterns);
    if (others.length === 0) return [`${by} includes ${patterns.join(' ')}, which is not in the build context`];
    return others.flatMap((other) => sectionsOf(place, files, other, folder));
  });
}

/** What is indented goes on with it. */
const SETTING = /^([\w.]+)[ \t]*[=:][ \t]*(.*(?:\n[ \t]+\S.*)*)/gm;

function settingsOf({ args, folder }: Program): string[] {
  const words = args.flatMap(({ value }) => value.split(/(?<=^--configuration)=/));
  const named = words[words.findIndex((word) => /^(?:-c|--configuration)$/.test(word)) + 1];
  const isNamed = words.some((word) => /^(?:-c|--configuration)$/.test(word));
  return (isNamed && named !== undefined ? [named] : SETTINGS).map((path) => absolutePath(path, folder));
}

function startsOf(place: Place, { settings, by, folder }: Service): Started | string {
  const command = settings.get('command');
  if (command === undefined) return { programs: [], needsShell: false, shells: [], scripts: [] };
  if (/\bPATH\s*=/.test(settings.get('environment') ?? '')) return `${by} sets another PATH`;
  return startedBy(place, parseShell(command.replace(FILLED_IN, '$FILLED_IN')), {
    folder: absolutePath(settings.get('directory') ?? '', folder),
    by,
  });
}

/** `%(ENV_WORKERS)s` */
const FILLED_IN = /%\(\w+\)[a-z0-9]+/g;

/** Nothing is left that starts others by tables which are not read. */
export const readsAllTables = ({ programs }: Started): boolean =>
  programs.every(({ name }) => !schedulers.has(baseName(name)));
