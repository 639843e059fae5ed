import { loadedFirst, nodePrograms } from '../../../../knowledge/node/node.ts';
import { devPrograms, elsewhere, managers, passers, servesBuilt } from '../../../../knowledge/node/programs.ts';
import { scriptRunners } from '../../../../knowledge/programs/package-runners.ts';
import { interpreters } from '../../../../knowledge/programs/scripts.ts';
import { staticServers } from '../../../../knowledge/programs/static-servers.ts';
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
import type { Started } from '../starts/program.ts';
import { scriptAt } from '../starts/start-script.ts';
import { startedBy } from '../starts/started.ts';
import { type Call, type Found, type NodeStart, optionOfNode } from './found.ts';
import { followNode } from './node-call.ts';
import { serverAt } from './server-at.ts';

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
    return name !== 'npm' && isKnown(script.script)
      ? followRest(
          found,
          ofProject,
          args.findIndex(({ value }) => value === script.script),
        )
      : texts;
  return firstReason(texts, (text) =>
    followScript(found, text, { ...ofProject, how: `${call.by} runs \`${script.text}\`, whose script is \`${text}\`` }),
  );
}

/** A program of the project, which yarn and pnpm start where no script is called so. */
const isKnown = (name: string): boolean =>
  [servesBuilt, staticServers, managers, passers, devPrograms].some((known) => known.has(name));

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
