import { sentFrom } from '../../../../context/sent.ts';
import { passers } from '../../../../knowledge/node/programs.ts';
import { staticServers } from '../../../../knowledge/programs/static-servers.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { PackageProgram } from './found.ts';
import { isOfSystem } from './of-system.ts';
import { type Installed, providedBy } from './server.ts';
import { serverAt } from './server-at.ts';
import type { Standing } from './standing.ts';

/** Pages that a build makes and servers of files hand out, which is all that containers start. */
export type Served = { readonly folders: readonly string[]; readonly server: Installed | undefined };

/** Those of a project; or why more comes along than pages and their server; undefined where it is no such project. */
export function servedBy(project: Standing): Served | string | undefined {
  const { start, outputs, root } = project;
  if (start.entries.length > 0 || start.programs.length === 0 || !outputs.hasBuild || root === undefined)
    return undefined;
  const folders = start.programs.map((program) => folderOf(project, program));
  if (!folders.every((folder) => folder !== undefined)) return undefined;
  const why = whyMore(project, folders);
  if (why !== undefined) return why;
  const server = providedBy(project);
  return typeof server === 'string' ? server : { folders: [...new Set(folders)], server: server.installed };
}

/** The folder that a server hands out, where the build alone makes it. */
function folderOf({ place, folder, root = '', outputs }: Standing, program: PackageProgram): string | undefined {
  const path = handedOut(program);
  const [top = ''] = path?.slice(folder.length + 1).split('/') ?? [];
  if (path === undefined || path === folder || !within([folder])(path)) return undefined;
  const isMade = outputs.folders === undefined || outputs.folders.has(top);
  return isMade && sentFrom(place.context, root).kindOf(top) === undefined ? path : undefined;
}

/** What it is told to hand out, which is where it works if nothing is said. */
export function handedOut({ name, args, folder }: PackageProgram): string | undefined {
  const server = staticServers.get(name);
  if (server === undefined || args.some(({ value }) => server.others.test(value))) return undefined;
  const operands: string[] = [];
  for (const [index, { value, literal }] of args.entries()) {
    const before = args[index - 1]?.value ?? '';
    if (value.startsWith('-') || server.values.test(before)) continue;
    if (!literal || (before.startsWith('-') && !server.flags.test(before))) return undefined;
    operands.push(value);
  }
  const [own = '.', ...others] = operands;
  return others.length === 0 && /^[\w./-]+$/.test(own) ? absolutePath(own, folder) : undefined;
}

/** Why what is started beside the servers, or what it reads, is more than the pages. */
function whyMore(project: Standing, folders: readonly string[]): string | undefined {
  const { start, globals, place } = project;
  const passer = [...start.called].find(
    (name) => passers.has(name) && !globals.some(({ programs }) => programs.has(name)),
  );
  if (passer !== undefined) return `${passer}, which containers start, is one of its packages`;
  const stranger = start.others.find((program) => !isOfSystem(place.stage, program));
  return stranger
    ? `${stranger.name}, which ${stranger.by} starts, may be one of its packages`
    : whyRead(project, folders);
}

/** A name of a file, by whatever stands around it. */
const NAMES = /[\w@+.-]+(?:\/[\w@+.-]+)*/g;
/** What node is told to do without a file, with packages. */
const LOADS = /\b(?:require|import)\s*\(\s*['"`](?!(?:node:)?(?:fs|https?|net|os|path|process)['"`])/;

/** Something that is started names what is in the project beside the pages. */
function whyRead(project: Standing, folders: readonly string[]): string | undefined {
  const { place, root = '', folder, start, build } = project;
  const sent = sentFrom(place.context, root);
  const scripts = build.started.scripts.map(({ path, text }) => ({ text, where: baseName(path) }));
  const commands = place.stage.steps
    .filter(({ instruction: { keyword } }) => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword))
    .map(({ instruction }) => ({ text: instruction.args.text, where: instruction.keyword }));
  const started = new Set(build.started.scripts.map(({ path }) => path));
  const isOfProject = (name: string): boolean => {
    const paths = [absolutePath(name, folder), absolutePath(name, '/')];
    if (paths.some((path) => started.has(path))) return false;
    return paths
      .filter(within([folder]))
      .some(
        (path) =>
          path !== folder &&
          !within(folders)(path) &&
          serverAt(path) === undefined &&
          (sent.kindOf(path.slice(folder.length + 1)) !== undefined || /\/node_modules(?:\/|$)/.test(path)),
      );
  };
  const any = scripts.find(({ text }) =>
    parseShell(text).commands.some(({ words }) => words.slice(1).some(({ text: word }) => /^[^'"]*[*?]/.test(word))),
  );
  if (any !== undefined) return `${any.where} works on files by a pattern`;
  return firstReason([...scripts, ...commands, ...start.texts], ({ text, where }) => {
    const [named] = (text.match(NAMES) ?? []).filter(isOfProject);
    if (named !== undefined) return `${where} names ${named}`;
    return LOADS.test(text) ? `${where} loads a package` : undefined;
  });
}
