import type { WebServer } from '../../../../knowledge/images/web-servers.ts';
import { nodePackage } from '../../../../knowledge/node/images.ts';
import { buildsInFolder, worksOnFiles } from '../../../../knowledge/node/programs.ts';
import { isFetchPackage } from '../../../../knowledge/packages/fetch-packages.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { copyWords } from '../../../../model/copied-files.ts';
import { fromParts, rootImage, type Step } from '../../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command } from '../../../../shell/script.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { startingFolder, workingFolder } from '../../user/working-folder.ts';
import { lineOf, listed } from '../../wording.ts';
import { leftBehind } from '../files/left-behind.ts';
import { isBroughtLater, outermost } from '../files/taken.ts';
import { node } from '../node/node.ts';
import { systemPackages } from '../node/system.ts';
import { IN_THE_ROOT } from '../project/project-folder.ts';
import type { Build, Ecosystem, Runtime, Taken } from '../runtime.ts';
import { type Ran, ranIn } from '../steps/calls.ts';
import { recommendedBy } from '../system/system-packages.ts';
import { webServerOf } from './web-server.ts';

/** Pages that Node.js builds in the image of a server, which hands them out without it. */
export const pages: Ecosystem = {
  builds: (command, place) => webServerOf(place.stage) !== undefined && node.builds(command, place),
  followsShells: true,
  ownStart: ({ stage }) => webServerOf(stage)?.command,
  runtime: pagesRuntime,
};

/** What is known of the project, of what is done around it, and of what the server reads. */
type Site = {
  readonly build: Build;
  readonly server: WebServer;
  readonly folder: string;
  readonly ran: readonly Ran[];
  readonly files: readonly ImageFile[];
  /** Settings of the server, and scripts that containers start. */
  readonly texts: readonly { readonly where: string; readonly text: string }[];
};

function pagesRuntime(build: Build): Runtime | string {
  const site = siteOf(build);
  if (typeof site === 'string') return site;
  const packages = packagesOf(site);
  if (typeof packages === 'string') return packages;
  const served = whyChanged(site) ?? servedFolders(site);
  if (typeof served === 'string') return served;
  const others = othersOf(site, served);
  if (typeof others === 'string') return others;
  const cleared = clearedBy(site);
  return {
    base: fromParts(build.place.stage.from).base,
    packages,
    made: cleared.length === 0 ? [] : [`rm -rf ${cleared.join(' ')}`],
    taken: outermost([...others.taken, ...served.map((path): Taken => ({ path, kind: 'folder' }))]),
    repeated: others.repeated,
    builder: [],
    reason: `containers start the server of the image, which hands out ${listed(served)}; Node.js is there to build that, and for nothing that is started`,
  };
}

function siteOf(build: Build): Site | string {
  const { place, steps, started } = build;
  const server = webServerOf(place.stage) as WebServer;
  const ran = ranIn(place, steps);
  const folder = ran.findLast(({ command }) => node.builds(command, place))?.folder;
  if (folder === undefined || folder === '/') return IN_THE_ROOT;
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const isRead = within([server.settings, ...(server.scripts === undefined ? [] : [server.scripts])]);
  const unread = place.stage.steps.find(
    (step) => isCopy(step.instruction) && isFromElsewhere(step) && isRead(targetOf(place, step) ?? '/'),
  );
  if (unread !== undefined)
    return `what line ${lineOf(place.file, unread.instruction.span.start)} copies to the settings of the server is none of the build context`;
  const texts = started.scripts.map(({ path, text }) => ({ where: path, text }));
  for (const { path, source } of files.filter((file) => isRead(file.path))) {
    const text = place.context.readText(source);
    if (text === undefined) return `${source} can not be read`;
    texts.push({ where: path, text });
  }
  const site = { build, server, folder, ran, files, texts };
  return whyRelative(site) ?? site;
}

const isFromElsewhere = ({ instruction: { flags, heredocs, args } }: Step): boolean =>
  heredocs.length > 0 || flags.some(({ name }) => name === 'from') || /^["[\s]*\w+:\/\//.test(args.text);

/** A script that is started where the project is may name files of it without their folder. */
function whyRelative({ build, folder, files }: Site): string | undefined {
  const start = workingFolder(build.place.stage) ?? '/';
  if (!within([folder])(start)) return undefined;
  const isOfProject = (word: string): boolean =>
    /^\.{0,2}[\w-]*\/[\w*.]/.test(word) || files.some(({ path }) => within([absolutePath(word, start)])(path));
  return firstReason(build.started.scripts, ({ path, text }) => {
    const words = parseShell(text).commands.flatMap(({ words: [, ...rest], redirects }) => [
      ...rest,
      ...redirects.flatMap(({ target }) => target ?? []),
    ]);
    const named = words.find(({ value }) => value !== '' && !/^[-/$]|^[sy]\W/.test(value) && isOfProject(value));
    return named && `${path} names ${named.text} in ${start}, where the project is built`;
  });
}

/** Of packages, those that the server or a program that is started may need. */
function packagesOf(site: Site): readonly string[] | string {
  const { build, server } = site;
  const system = systemPackages(build.steps);
  if (typeof system === 'string') return system;
  const family = rootImage(build.place.stage)?.family;
  const names = programsIn(site);
  const isKnown = (name: string): boolean =>
    server.programs.includes(name) || (family !== undefined && packageOfProgram(family, name) !== undefined);
  const stranger = names.find((name) => !isKnown(name));
  if (stranger !== undefined)
    return `containers start ${stranger} beside the server, and whether that needs what is there to build with is not known`;
  const kept = system.others.filter(
    (name) => !nodePackage.test(name) && (!isFetchPackage(name) || names.includes(name)),
  );
  const recommended = recommendedBy(build.place, kept, []);
  return typeof recommended === 'string' ? recommended : [...kept, ...recommended];
}

/** Programs that containers start, by what the file says and by scripts that the image looks for. */
function programsIn({ build: { started }, server, texts }: Site): string[] {
  const isScript = within(server.scripts === undefined ? [] : [server.scripts]);
  const called = texts
    .filter(({ where }) => isScript(where))
    .flatMap(({ text }) => parseShell(text).commands.map(toolOf));
  const { programs, shells } = started;
  return [...called.filter((name) => name !== ''), ...[...programs, ...shells].map(({ name }) => baseName(name))];
}

function whyChanged({ ran, server }: Site): string | undefined {
  const changed = ran.find(
    ({ command, tool, folder }) => tool !== 'rm' && pathsOf(command, folder).some(within([server.settings])),
  );
  return (
    changed &&
    `${JSON.stringify(changed.text)} changes settings of the server: copied from the build context they could be told`
  );
}

/** Folders of pages that the stage makes or fills: that of the image, and those that settings name. */
function servedFolders(site: Site): string[] | string {
  const { server, folder, texts } = site;
  const named = texts.flatMap(({ text }) => [...text.matchAll(server.roots)].map(([, path = '']) => path));
  const unknown = named.find((path) => /[$*{]/.test(path));
  if (unknown !== undefined) return `the folder of pages that settings name, ${unknown}, goes by a variable`;
  const all = [server.root, ...named.filter((path) => path.startsWith('/')).map((path) => absolutePath(path, '/'))];
  const around = all.find((path) => within([path])(folder) && (path !== server.root || isFilled(site, path)));
  if (around !== undefined) return `${around}, which the server hands out, is where the project is built`;
  const linked = site.ran.find(
    ({ tool, command, folder: at }) => tool === 'ln' && pathsOf(command, at).some(within(all)),
  );
  if (linked !== undefined) return `${JSON.stringify(linked.text)} links pages, and a copy of the link leads nowhere`;
  const [made, another] = new Set(all.filter((path) => isMade(site, path)).map((path) => topOf(path, folder)));
  if (made !== undefined && another !== undefined)
    return `settings name ${made} and ${another}, and which of them the build makes is not known`;
  const served = all.filter((path) => within([folder])(path) || isFilled(site, path));
  if (served.length === 0)
    return `where the pages that it builds go is not known: nothing puts them into ${listed([...new Set(all)])}`;
  return outermost(served.map((path): Taken => ({ path, kind: 'folder' }))).map(({ path }) => path);
}

/** It is in the project, and nothing of the build context. */
const isMade = ({ folder, files }: Site, path: string): boolean =>
  within([folder])(path) && !files.some((file) => within([path])(file.path));

const topOf = (path: string, folder: string): string =>
  `${folder}/${path.slice(folder.length + 1).split('/')[0] ?? ''}`;

/** A COPY or a command puts something there. */
function isFilled({ build: { place, steps }, ran, folder }: Site, path: string): boolean {
  const isThere = within([path]);
  const targets = steps.filter(({ instruction }) => isCopy(instruction)).map((step) => targetOf(place, step));
  return (
    targets.some((target) => target !== undefined && isThere(target) && !within([target])(folder)) ||
    ran.some(
      ({ command, tool, folder: at, text }) =>
        tool !== 'rm' && (text.includes(path) || (worksOnFiles.has(tool) && pathsOf(command, at).some(isThere))),
    )
  );
}

/** Where a COPY goes to, from the folder that the image starts in where none is set. */
function targetOf({ file, stage }: Place, step: Step): string | undefined {
  const written = copyWords(step, file.source.escape).at(-1);
  return written && absolutePath(written, step.state.workdir ?? startingFolder(stage));
}

/** The paths that a command names, from the folder that it works in. */
const pathsOf = ({ words }: Command, folder: string): string[] =>
  words
    .slice(1)
    .flatMap(({ value, literal }) => (value.startsWith('-') || !literal ? [] : [absolutePath(value, folder)]));

/** What steps take away of what the image has, in the folders of pages and settings. */
function clearedBy({ ran, server }: Site): string[] {
  const isCleared = within([server.root, server.settings]);
  const paths = ran
    .filter(({ tool }) => tool === 'rm')
    .flatMap(({ command, folder }) => pathsOf(command, folder))
    .filter((path) => isCleared(path));
  // A build may empty the folder that it is told to write to.
  const isBuiltThere = ran.some(({ tool, text }) => buildsInFolder.has(tool) && text.includes(server.root));
  return [...new Set([...paths, ...(isBuiltThere ? [`${server.root}/*`] : [])])];
}

/** What other steps leave: settings and scripts that come again, and files that they name. */
function othersOf(site: Site, served: readonly string[]): { taken: Taken[]; repeated: Step[] } | string {
  const { build, folder, server, ran, files } = site;
  const { place, steps, started } = build;
  const copies = copiesAside(place, steps, [folder, ...served]);
  if (typeof copies === 'string') return copies;
  const removing = steps.slice(steps.findIndex((step) => copies.includes(step)) + 1);
  const removed = ranIn(place, copies.length === 0 ? [] : removing).find(
    ({ command, tool, folder: at }) => tool === 'rm' && pathsOf(command, at).some(within([server.settings])),
  );
  if (removed !== undefined) return `${JSON.stringify(removed.text)} may take away settings that are copied before`;
  const named = namedInProject(site, served);
  if (typeof named === 'string') return named;
  const folders = new Map(ran.map(({ command, folder: at }) => [command, at]));
  const isInside = within([folder, ...served, '/tmp']);
  const left = leftBehind(
    place,
    steps,
    (command) =>
      buildsInFolder.has(toolOf(command)) ||
      (worksOnFiles.has(toolOf(command)) && pathsOf(command, folders.get(command) ?? '/').every(isInside)),
    isInside,
  );
  if (typeof left === 'string') return left;
  // The build context has them as they were.
  const edited = [...(place.edits?.values() ?? [])]
    .flatMap((edit) => edit.files)
    .filter((one) => !isInside(one.path))
    .map(({ path }): Taken => ({ path, kind: 'file' }));
  const isLeft = ({ path }: ImageFile): boolean => [...left.taken, ...edited].some((taken) => taken.path === path);
  const again = copies.filter((step) => {
    const own = files.filter((file) => file.step === step);
    return own.length === 0 || !own.every(isLeft);
  });
  const scripts = started.scripts
    .filter(
      ({ path }) => within([folder])(path) && files.some((file) => file.path === path && steps.includes(file.step)),
    )
    .map(({ path }): Taken => ({ path, kind: 'file' }));
  return { taken: [...left.taken, ...edited, ...named, ...scripts], repeated: [...left.repeated, ...again] };
}

/** COPYs of other things than the project and its pages, which the stage that runs does again. */
function copiesAside(place: Place, steps: readonly Step[], own: readonly string[]): Step[] | string {
  const copies = steps.filter(({ instruction }) => isCopy(instruction));
  const aside: Step[] = [];
  const { file } = place;
  for (const step of copies) {
    const written = copyWords(step, file.source.escape).at(-1);
    const target = targetOf(place, step);
    const line = lineOf(file, step.instruction.span.start);
    if (target === undefined) return `where line ${line} copies to is not known`;
    if (within(own)(target) || own.some(within([target]))) continue;
    if (written?.startsWith('/') !== true)
      return `line ${line} copies to ${target}, outside of the project, by a path from another folder`;
    aside.push(step);
  }
  return aside;
}

/** Files of the project that settings and scripts name beside the pages. */
function namedInProject({ texts, folder, files, build }: Site, served: readonly string[]): Taken[] | string {
  const args = build.started.programs.flatMap(({ args, by }) => args.map(({ value }) => ({ where: by, text: value })));
  const taken: Taken[] = [];
  const why = firstReason([...texts, ...args], ({ where, text }) => {
    for (const [path] of text.matchAll(/\/[\w./@+-]+/g)) {
      const whole = absolutePath(path, '/');
      if (!within([folder])(whole) || within(served)(whole)) continue;
      if (!files.some((file) => file.path === whole)) return `${where} names ${path}, which is not among the pages`;
      if (!isBroughtLater(files, build.steps)(whole)) taken.push({ path: whole, kind: 'file' });
    }
    return undefined;
  });
  return why ?? taken;
}
