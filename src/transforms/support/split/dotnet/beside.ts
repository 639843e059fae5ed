import { pathIn } from '../../../../context/build-context.ts';
import { absolutePath, relativePath, within } from '../../../../model/paths.ts';
import { workingFolder } from '../../user/working-folder.ts';
import { listed } from '../../wording.ts';
import { dataFiles } from '../files/data-files.ts';
import { isBroughtLater } from '../files/taken.ts';
import type { Project } from '../project/project.ts';
import type { Taken } from '../runtime.ts';
import type { Said } from '../starts/given-values.ts';
import type { Started } from '../starts/program.ts';
import type { Published } from './artefacts.ts';

/** Files of the project that are not published: a program looks for settings and pages in the folder that it starts in. */
export function besideOf(
  project: Project,
  started: Started,
  published: Published,
  mixed: string | undefined,
): ReturnType<typeof dataFiles> {
  const { folder, place, files, steps } = project;
  const starts = new Set([workingFolder(place.stage) ?? '/', ...started.programs.map((program) => program.folder)]);
  const around = [...starts].filter((start) => start !== published.folder && within([folder])(start));
  if (around.length === 0 && !namesAround(project, started, published))
    return { taken: [], because: 'all of the folder that it is published to' };
  const data = dataFiles({ ...project, sources: mixed ?? project.sources }, started, saidBySettings(project));
  if (typeof data === 'string') return data;
  const isLater = isBroughtLater(files, steps);
  const isCopied = ({ path }: Taken): boolean => files.some((file) => within([path])(file.path)) && !isLater(path);
  const own = around.flatMap((start) => settingsIn(project, start)).filter(isCopied);
  if (own.length === 0) return data;
  const because = `${listed(own.map(({ path }) => path))}, beside the project`;
  return {
    taken: [...own, ...data.taken],
    because: data.taken.length === 0 ? because : `${because}, and ${data.because}`,
  };
}

/** Settings are published, and what they name may stand beside the project alone. */
const saidBySettings = ({ files, place: { context } }: Project): Said[] =>
  files
    .filter(({ source }) => /(?:^|\/)appsettings[\w.-]*\.json$/.test(source))
    .flatMap(({ source }) =>
      [...(context.readText(source) ?? '').matchAll(/:\s*"((?:[^"\\]|\\.)*)"/g)]
        .map(([, text = '']) => ({ text, where: source }))
        .filter(({ text }) => !isOfProject(text, files)),
    );

/** A title is called like the program, and so is the folder of its project. */
const isOfProject = (text: string, files: Project['files']): boolean =>
  files.some(({ source }) => /\.\w+proj$/i.test(source) && source.split('/').slice(0, -1).includes(text));

/** What a program of ASP.NET Core looks for in the folder that it starts in. */
function settingsIn({ folder, sent }: Project, start: string): Taken[] {
  const inside = relativePath(start.slice(folder.length));
  return (sent.namesIn(inside) ?? [])
    .filter((name) => /^(?:appsettings(?:\.[\w-]+)?\.json|wwwroot|Areas|Views|Pages)$/.test(name))
    .map((name) => ({ path: absolutePath(name, start), kind: sent.kindOf(pathIn(inside, name)) ?? 'file' }));
}

/** Something names a folder above, or a path of the project that is not published. */
function namesAround(
  { folder, sources, place, sent }: Project,
  { programs, scripts }: Started,
  published: Published,
): boolean {
  const settings = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...(typeof sources === 'string' ? [] : sources.map(({ text }) => text)),
    ...settings.map(({ instruction }) => instruction.args.text),
    ...programs.flatMap(({ args }) => args.map(({ text }) => text)),
    ...scripts.map(({ text }) => text),
    ...(sent.namesIn('') ?? [])
      .filter((name) => name.startsWith('appsettings'))
      .map((name) => sent.readText(name) ?? ''),
  ];
  const isOwn = within([published.folder, ...published.beside]);
  return texts.some(
    (text) =>
      ABOVE.test(text) ||
      text.split(/[\s"'`=:;,()]+/).some((word) => within([folder])(word) && word !== folder && !isOwn(word)),
  );
}

const ABOVE = /["'=\s/]\.\.(?:["'/\\]|$)/m;
