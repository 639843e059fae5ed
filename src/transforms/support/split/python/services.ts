import { schedulers } from '../../../../knowledge/programs/schedulers.ts';
import { readRequirement } from '../../../../knowledge/python/packages.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Place } from '../../user/place.ts';
import { type Program, type Started, startedBy } from '../started.ts';
import type { Installs } from './asked-for.ts';

/** Programs that the package `supervisor` brings (github.com/Supervisor/supervisor, setup.py). */
const OF_SUPERVISOR = /^(?:pidproxy|supervisorctl|supervisord)$/;
/** Where supervisord looks for its settings, but for those beside its own Python (supervisord.org/configuration.html). */
const SETTINGS = [
  'supervisord.conf',
  'etc/supervisord.conf',
  '/etc/supervisord.conf',
  '/etc/supervisor/supervisord.conf',
];

/** With what supervisord starts in its place, where pip installs it; or why that is not known. */
export function withServices(
  place: Place,
  files: readonly ImageFile[],
  { requirements }: Installs,
  started: Started,
): Started | string {
  const isOwn = ({ name, path }: Program): boolean => path === undefined && OF_SUPERVISOR.test(name);
  if (!requirements.some((line) => readRequirement(line)?.name === 'supervisor')) return started;
  const [program] = started.programs.filter((one) => isOwn(one) && one.name === 'supervisord');
  const all: Started[] = [{ ...started, programs: started.programs.filter((one) => !isOwn(one)) }];
  for (const service of program === undefined ? [] : servicesOf(place, files, program)) {
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

/** A section of the settings: what it is of, and what it says. */
type Service = {
  readonly section: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly by: string;
  readonly folder: string;
};

function servicesOf({ context }: Place, files: readonly ImageFile[], program: Program): (Service | string)[] {
  const [file] = settingsOf(program).flatMap((path) => files.findLast((each) => each.path === path) ?? []);
  const text = file && context.readText(file.source);
  if (file === undefined || text === undefined)
    return [`${program.by} starts supervisord, whose settings are not in the build context`];
  const sections = text.replace(/^[ \t]*[;#].*$|[ \t]+;.*$/gm, '').split(/^(?=\[)/m);
  return sections.map((part) => ({
    section: /^\[([^\]:]*)/.exec(part)?.[1] ?? '',
    settings: new Map([...part.matchAll(SETTING)].map(([, key = '', value = '']) => [key, value])),
    by: baseName(file.source),
    folder: program.folder,
  }));
}

/** What is indented goes on with it. */
const SETTING = /^([\w.]+)[ \t]*[=:][ \t]*(.*(?:\n[ \t]+\S.*)*)/gm;

function settingsOf({ args, folder }: Program): string[] {
  const words = args.flatMap(({ value }) => value.split(/(?<=^--configuration)=/));
  const named = words[words.findIndex((word) => /^(?:-c|--configuration)$/.test(word)) + 1];
  const isNamed = words.some((word) => /^(?:-c|--configuration)$/.test(word));
  return (isNamed && named !== undefined ? [named] : SETTINGS).map((path) => absolutePath(path, folder));
}

function startsOf(place: Place, { section, settings, by, folder }: Service): Started | string {
  if (section === 'include') return `${by} includes other settings, which are not followed`;
  const command = settings.get('command');
  if (command === undefined) return { programs: [], needsShell: false, shells: [], scripts: [] };
  if (command.includes('%(')) return `what ${by} has started goes by variables`;
  if (/\bPATH\s*=/.test(settings.get('environment') ?? '')) return `${by} sets another PATH`;
  return startedBy(place, parseShell(command), { folder: absolutePath(settings.get('directory') ?? '', folder), by });
}

/** Nothing is left that starts others by tables which are not read. */
export const readsAllTables = ({ programs }: Started): boolean =>
  programs.every(({ name }) => !schedulers.has(baseName(name)));
