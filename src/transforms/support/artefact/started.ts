import type { BuildContext } from '../../../context/build-context.ts';
import type { Service } from '../../../context/services.ts';
import { worksOnSources } from '../../../knowledge/compiled/build-commands.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { asCommand, asScript, healthCommand, startCommand } from '../../../model/container-commands.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { inlineScript } from '../../../shell/inner-scripts.ts';
import { baseName, invocationOf, toolOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { servicesOf } from '../user/services.ts';
import { lastFolder } from '../user/working-folder.ts';
import type { Place, StageFolder } from './stage-folder.ts';

/** What containers start with, and what that names. */
export type Started = {
  /** Paths in the folder of words that may be programs or files. */
  readonly names: ReadonlySet<string>;
  /** The texts, and how people know them. */
  readonly texts: readonly { readonly text: string; readonly where: string }[];
};

type Said = { readonly script: Script; readonly where: string };

/** How deep scripts may start each other. */
const MOST_SCRIPTS = 20;

/** Undefined where nothing is started by the file itself. */
export function startedIn(
  place: Place,
  folder: StageFolder,
  sent: BuildContext,
): Started | { readonly unknown: string } | undefined {
  const own = startCommand(place.stage);
  if (own === undefined) return undefined;
  const health = healthCommand(place.stage);
  const waiting: Said[] = [
    { script: own, where: 'the command of containers' },
    ...(health === undefined ? [] : [{ script: health, where: 'HEALTHCHECK' }]),
    ...servicesOf(place.file, place.context).flatMap(saidBy),
  ];
  const names = new Set<string>();
  const texts: { text: string; where: string }[] = [];
  for (const { script, where } of waiting) {
    const unknown = whyUnread(script, where);
    if (unknown !== undefined) return { unknown };
    texts.push({ text: withoutSteps(script.text), where });
    waiting.push(...innerTexts(script).map((text) => ({ script: parseShell(text), where })));
    const fresh = script.commands
      .flatMap((command) => pathsIn(place, folder, command))
      .filter((path) => !names.has(path));
    for (const path of fresh) {
      names.add(path);
      if (sent.kindOf(path) !== 'file') continue;
      const text = sent.readText(path);
      if (text === undefined) return { unknown: `${path} can not be read` };
      if (isShellScript(path, text) && waiting.length < MOST_SCRIPTS)
        waiting.push({ script: parseShell(text), where: path });
      else texts.push({ text, where: path });
    }
  }
  return { names, texts };
}

function whyUnread({ opaque, commands }: Script, where: string): string | undefined {
  if (opaque !== undefined) return `${where} can not be read: ${opaque}`;
  const builder = commands.map(toolOf).find((tool) => worksOnSources.has(tool));
  return builder && `${where} starts ${builder}, which works on sources`;
}

function saidBy({ file, entrypoint, command, health, values }: Service): Said[] {
  const texts = [entrypoint, command, health].filter((text) => text !== undefined && text.length > 0);
  return [
    ...texts.map((text) => ({
      script: asScript(text ?? []),
      where: file,
    })),
    ...values.map((value) => ({ script: asCommand([value]), where: file })),
  ];
}

/** `sh -c "./server"` */
const innerTexts = ({ commands }: Script): string[] =>
  commands.flatMap((command) => {
    const { tool, args = [] } = invocationOf(command) ?? {};
    const isShell = tool !== undefined && interpreters.includes(baseName(tool.value));
    return (isShell && inlineScript(args)?.value) || [];
  });

const isShellScript = (path: string, text: string): boolean =>
  /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text) || (!text.startsWith('#!') && path.endsWith('.sh'));

/** Without the folders that it steps into, and dots that are commands. */
const withoutSteps = (text: string): string => text.replace(/\b(?:cd|pushd)\s+\S+|(?<=^|[;&|\n])\s*\.\s/g, ' ');

/** Words that lead into the folder: from the root, from where containers start, or as a program of PATH. */
function pathsIn({ stage }: Place, { target }: StageFolder, command: Command): string[] {
  const start = lastFolder(stage);
  const searched = (variableValue(stage.end, 'PATH') ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const program = invocationOf(command)?.tool.value;
  return command.words.flatMap(({ value, literal }) => {
    if (!literal || value === '') return [];
    const folders = value.includes('/') || value !== program ? [start] : searched;
    const plain = value.replace(/^-*[\w-]+=/, '');
    return folders
      .map((folder) => absolutePath(plain, folder))
      .flatMap((path) => (path !== target && within([target])(path) ? [path.slice(target.length + 1)] : []));
  });
}
