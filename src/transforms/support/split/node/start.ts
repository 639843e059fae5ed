import { loadedFirst, nodeLoads, nodePrograms } from '../../../../knowledge/node/node.ts';
import {
  devLoader,
  devPrograms,
  elsewhere,
  managers,
  passers,
  servesBuilt,
} from '../../../../knowledge/node/programs.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { scriptRunners } from '../../../../knowledge/programs/package-runners.ts';
import { interpreters } from '../../../../knowledge/programs/scripts.ts';
import { staticServers } from '../../../../knowledge/programs/static-servers.ts';
import { wrappers } from '../../../../knowledge/programs/wrappers.ts';
import { rootImage, type Stage } from '../../../../model/dockerfile.ts';
import { parsedJson, part } from '../../../../model/formats/json.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Word } from '../../../../shell/script.ts';
import { startedByPm2 } from '../../programs/pm2.ts';
import { firstReason } from '../../user/first-reason.ts';
import { packageScript, scriptCallOf } from '../../user/package-script.ts';
import { type Place, textAt } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { scriptAt } from '../start-script.ts';
import { type Program, type Started, startedBy } from '../started.ts';
import { spawnedIn } from './spawned.ts';

/** A program of a package, with its arguments. */
export type PackageProgram = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  /** The folder whose node_modules it is in, where its path says that. */
  readonly modules: string | undefined;
  /** Where it is looked for at last: those of the project come before the image, and the image before the registry. */
  readonly sought: Sought;
};

type Sought = 'image' | 'project' | 'registry';

export const optionOfNode = 'an option of node';

type OtherProgram = Program & Pick<PackageProgram, 'sought'>;

/** What containers of a Node.js project start, with the scripts of package.json read. */
export type NodeStart = {
  /** Files that node is given, as paths of the image. */
  readonly entries: readonly string[];
  readonly programs: readonly PackageProgram[];
  /** Package managers that start scripts. */
  readonly managers: ReadonlySet<string>;
  /** All programs by their names, those that start others included. */
  readonly called: ReadonlySet<string>;
  /** All else: programs of the system, and those of packages that no table knows. */
  readonly others: readonly OtherProgram[];
  /** All words that programs are started with. */
  readonly texts: readonly { readonly text: string; readonly where: string }[];
};

type Found = {
  readonly place: Place;
  readonly entries: string[];
  readonly programs: PackageProgram[];
  readonly managers: Set<string>;
  readonly called: Set<string>;
  readonly others: OtherProgram[];
  readonly texts: { text: string; where: string }[];
  readonly scripts: Set<string>;
};

/** A call, and how it came to it, in words. */
type Call = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  readonly by: string;
  readonly how: string;
  readonly sought: Sought;
};

/** What containers start; or why it needs more than a build leaves, or is not known. */
export function nodeStart(place: Place, { programs }: Started): NodeStart | string {
  const found: Found = {
    place,
    entries: [],
    programs: [],
    managers: new Set(),
    called: new Set(),
    others: [],
    texts: [],
    scripts: new Set(),
  };
  const sought = hasProjectOnPath(place) ? 'project' : 'image';
  for (const { name, args, folder, by } of programs) {
    const how = `${by} starts ${JSON.stringify([name, ...args.map(({ value }) => value)].join(' '))}`;
    const why = follow(found, { name, args, folder, by, how, sought });
    if (why !== undefined) return why;
  }
  return found;
}

const hasProjectOnPath = ({ stage }: Place): boolean =>
  stage.steps.some(
    ({ instruction: { keyword, args } }) => keyword === 'ENV' && /\bPATH\b.*\bnode_modules\/\.bin\b/s.test(args.text),
  );

function follow(found: Found, call: Call): string | undefined {
  const { args, by } = call;
  const name = baseName(call.name);
  found.called.add(name);
  const isFolder = nodePrograms.includes(name) && /^\.\/?$/.test(args.find(isOperand)?.value ?? '');
  const read = isFolder ? args.slice(args.findIndex(isOperand) + 1) : args;
  found.texts.push(...read.map(({ value }) => ({ text: value, where: by })));
  if (nodePrograms.includes(name)) return followNode(found, call);
  if (scriptRunners.has(name)) return followManager(found, call);
  if (name === 'npx' || name === 'pnpx')
    return followRest(found, { ...call, sought: 'registry' }, args.findIndex(isOperand));
  const passes = passers.get(name);
  if (passes === 'dashes') return followRest(found, call, args.findIndex(({ value }) => value === '--') + 1 || -1);
  if (passes === 'variables')
    return followRest(
      found,
      call,
      args.findIndex(({ value }) => isOperand({ value }) && !/^\w+=/.test(value)),
    );
  return followProgram(found, call, name);
}

const isOperand = ({ value }: Pick<Word, 'value'>): boolean => !value.startsWith('-');

function followRest(found: Found, call: Call, at: number): string | undefined {
  const first = call.args[at];
  if (at < 0 || first === undefined) return `${call.how}, and what that starts is not known`;
  return follow(found, { ...call, name: first.value.replace(/(?<=.)@[\w.^~-]+$/, ''), args: call.args.slice(at + 1) });
}

function followProgram(found: Found, call: Call, name: string): string | undefined {
  const { name: written, args, folder, by, how, sought } = call;
  const path = written.includes('/') ? absolutePath(written, folder) : undefined;
  const serves = servesBuilt.get(name);
  const [verb = '', topic = ''] = args.map(({ value }) => value);
  const seed = name === 'prisma' && `${verb} ${topic}` === 'db seed' ? seedOf(found.place) : undefined;
  if (seed !== undefined)
    return followScript(found, seed, { ...call, how: `${how}, whose script is \`${seed}\``, sought: 'project' });
  const { server = name, modules } = (path && serverAt(path)) || {};
  if (serves?.test(verb) === true || staticServers.has(server)) {
    found.programs.push({ name: server, args, folder, modules, sought });
    return undefined;
  }
  if (managers.has(name)) return followManaged(found, call);
  if (interpreters.includes(name) || scriptAt(found.place, written, folder) !== undefined)
    return followShell(found, call);
  if (serves !== undefined || devPrograms.has(name) || /^typeorm-ts-node/.test(name))
    return `${how}: there is no built output, or it needs what development needs`;
  found.others.push({ name: written, path, args, folder, by, sought });
  return undefined;
}

function followManaged(found: Found, call: Call): string | undefined {
  const { folder, by, how } = call;
  const managed = startedByPm2({ ...call, name: baseName(call.name) }, (path) => textAt(found.place, path));
  if (typeof managed === 'string') return `${how}: ${managed}`;
  found.others.push({ name: 'ps', path: undefined, args: [], folder, by: 'pm2', sought: 'image' });
  found.texts.push(...managed.flatMap(({ texts }) => texts.map((text) => ({ text, where: by }))));
  return firstReason(managed, (one) => follow(found, { ...call, ...one, sought: 'project' }));
}

/** What a shell is given, and the scripts of the project that it reads. */
function followShell(found: Found, call: Call): string | undefined {
  const { args, folder, by } = call;
  const line = [call.name, ...args.map(({ text }) => text)].join(' ');
  const started = startedBy(found.place, parseShell(line), { folder, by });
  if (typeof started === 'string') return started;
  found.texts.push(
    { text: call.name, where: by },
    ...started.scripts.map(({ path, text }) => ({ text, where: baseName(path) })),
  );
  found.others.push(...started.shells.map((shell) => ({ ...shell, sought: 'image' as const })));
  return firstReason(started.programs, (program) =>
    follow(found, { ...call, ...program, how: `${program.by} starts ${JSON.stringify(program.name)}` }),
  );
}

/** What package.json has prisma start to fill a database (prisma.io/docs/orm/prisma-migrate/workflows/seeding). */
function seedOf(place: Place): string | undefined {
  const manifest = parsedJson(textAt(place, absolutePath('package.json', lastFolder(place.stage))) ?? '');
  const { seed } = part(manifest ?? {}, 'prisma');
  return typeof seed === 'string' ? seed : undefined;
}

/** A program that is none of its packages, as it is known from the system or starts what follows. */
export function isOfSystem(stage: Stage, { name, path }: Program): boolean {
  const family = rootImage(stage)?.family;
  if (Object.hasOwn(wrappers, baseName(name))) return true;
  return (
    (path === undefined || /^(?:\/usr)?\/s?bin\//.test(path)) &&
    family !== undefined &&
    packageOfProgram(family, baseName(name)) !== undefined
  );
}

/** The server of a folder that a path leads to, in some node_modules. */
export function serverAt(path: string): { readonly server: string; readonly modules: string } | undefined {
  const [, modules = '', inside = ''] = /^(.*)\/node_modules\/(.+)$/.exec(path) ?? [];
  const [server] =
    [...staticServers].find(
      ([name, { package: own, file }]) =>
        inside === `.bin/${name}` || (inside.startsWith(`${own}/`) && file.test(inside.slice(own.length + 1))),
    ) ?? [];
  return server === undefined ? undefined : { server, modules };
}

function followManager(found: Found, call: Call): string | undefined {
  const { args, how } = call;
  const name = baseName(call.name);
  const [verb = ''] = args.filter(isOperand).map(({ value }) => value);
  const at = args.findIndex(isOperand);
  const why = whyNotFollowed(found, call, verb);
  if (why !== undefined) return why;
  found.managers.add(name);
  if (/^(?:exec|x|dlx)$/.test(verb)) {
    const rest = args.slice(at + 1);
    return followRest(found, { ...call, args: rest, sought: 'registry' }, rest.findIndex(isOperand));
  }
  if (name !== 'npm' && verb === 'node') return followRest(found, call, at);
  const ofProject: Call = { ...call, sought: 'project' };
  const script = scriptCallOf(name, args);
  if (script === undefined) return `${how}, which does more than to start a program`;
  if (found.scripts.has(script.script)) return undefined;
  found.scripts.add(script.script);
  const texts = packageScript(found.place, script);
  if (typeof texts === 'string')
    return name !== 'npm' && (servesBuilt.has(verb) || staticServers.has(verb))
      ? followRest(found, ofProject, at)
      : texts;
  return firstReason(texts, (text) =>
    followScript(found, text, { ...ofProject, how: `${call.by} runs \`${script.text}\`, whose script is \`${text}\`` }),
  );
}

function whyNotFollowed({ place }: Found, { name, args, folder, how }: Call, verb: string): string | undefined {
  if (baseName(name) === 'bun') return `${how}, and bun is none of the programs of the image`;
  if (args.some(({ value }) => elsewhere.test(value)) || /^workspaces?$/.test(verb))
    return `${how}, which is about a package of a workspace`;
  return folder === lastFolder(place.stage) ? undefined : `${how} in ${folder}, whose package.json is not read`;
}

function followScript(found: Found, text: string, call: Call): string | undefined {
  const script = parseShell(text);
  if (script.opaque !== undefined) return `${call.how}, which can not be read: ${script.opaque}`;
  found.texts.push(...loadedFirst(text).map((name) => ({ text: name, where: optionOfNode })));
  for (const command of script.commands) {
    const invocation = invocationOf(command);
    const files = command.redirects.flatMap(({ target }) => target?.value ?? []);
    found.texts.push(...files.map((value) => ({ text: value, where: call.by })));
    if (invocation === undefined) continue;
    if (!invocation.tool.literal || invocation.tool.value === 'cd')
      return `${call.how}, where what is started is known only when it runs`;
    const why = follow(found, { ...call, name: invocation.tool.value, args: invocation.args });
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Options of node that take a word of their own, beside those that load modules. */
const WITH_VALUE =
  /^(?:-C|--(?:conditions|env-file|input-type|title|max-http-header-size|stack-trace-limit|diagnostic-dir))$/;

/** What node runs of a folder, where its manifest says that (nodejs.org/api/modules.html#folders-as-modules). */
function mainOf(place: Place, path: string): string {
  const manifest = parsedJson(textAt(place, absolutePath('package.json', path)) ?? '');
  if (manifest === undefined) return path;
  const { main } = manifest;
  return absolutePath(typeof main === 'string' ? main : 'index.js', path);
}

/** `node -e`: the text is a program. */
function followText(found: Found, text: Word | undefined, { by, how, folder, sought }: Call): string | undefined {
  if (text?.literal !== true) return `${how}, where the program is known only when it runs`;
  const spawned = spawnedIn([{ path: by, text: text.value }]);
  if (typeof spawned === 'string') return spawned;
  found.texts.push({ text: text.value, where: by });
  found.others.push(...spawned.map((program) => ({ ...program, folder, sought })));
  return undefined;
}

function followNode(found: Found, call: Call): string | undefined {
  const { args, folder, how, sought } = call;
  for (let at = 0; at < args.length; at++) {
    const { value, literal } = args[at] as Word;
    if (!literal) return `${how}, where the file is known only when it runs`;
    if (!value.startsWith('-')) {
      const path = mainOf(found.place, absolutePath(value, folder));
      const own = serverAt(path);
      if (own === undefined) found.entries.push(path);
      else found.programs.push({ name: own.server, args: args.slice(at + 1), folder, modules: own.modules, sought });
      return undefined;
    }
    const [option = '', own] = value.split('=');
    if (/^(?:-[ep]|-pe|--eval|--print)$/.test(option))
      return own === undefined ? followText(found, args[at + 1], call) : `${how}, whose text is not followed`;
    if (/^(?:-v|--version)$/.test(option)) return undefined;
    if (WITH_VALUE.test(value)) at++;
    if (!nodeLoads.includes(option)) continue;
    const loaded = own ?? args[++at]?.value ?? '';
    if (devLoader.test(loaded)) return `${how}: ${loaded} reads sources as they are, so there is no built output`;
    if (/^\.{0,2}\//.test(loaded)) found.entries.push(absolutePath(loaded, folder));
    found.texts.push({ text: loaded, where: optionOfNode });
  }
  return `${how}, which names no file`;
}
