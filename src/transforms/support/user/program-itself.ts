import { buildTools, dotnetBuilds } from '../../../knowledge/programs/container-programs.ts';
import {
  cachesInPackages,
  startsWorkerman,
  syncsFirst,
  writesInPackages,
  writingOptions,
} from '../../../knowledge/programs/program-writes.ts';
import { userOptions } from '../../../knowledge/programs/root-programs.ts';
import { absolutePath } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { withoutVersion } from '../../../shell/invocation.ts';
import type { Redirect, Word } from '../../../shell/script.ts';
import { djangoFolders } from './django-folders.ts';
import { firstReason } from './first-reason.ts';
import { whyMainFile } from './main-file.ts';
import type { Place } from './place.ts';
import { workingFolder } from './working-folder.ts';

/** Whether the user may write at a path of the image. */
export type MayWrite = (path: string) => boolean;

/** Where a program is started. */
export type StartedHere = {
  readonly place: Place;
  readonly mayWrite: MayWrite;
  /** The folder that it starts in; undefined where only the run knows it. */
  readonly folder: string | undefined;
  /** The script that it is a part of; undefined for CMD, ENTRYPOINT and HEALTHCHECK. */
  readonly script: string | undefined;
};

export const nameOf = ({ script }: StartedHere): string => script ?? 'it';

/** Why a program may need root for what it always does: it builds, keeps files among packages, or becomes another user. */
export function whyItself(name: string, args: readonly Word[], here: StartedHere): string | undefined {
  const first = args[0]?.value ?? '';
  if (buildTools.has(withoutVersion(name)) || (name === 'dotnet' && dotnetBuilds.test(first)))
    return `${name} builds or fetches its program when containers start`;
  if (cachesInPackages.has(name)) return `${name} keeps its cache in node_modules, which is root's`;
  const synced = name === 'uv' ? whySynced(args, here) : undefined;
  if (synced !== undefined) return synced;
  if (startsWorkerman.test([name, ...args.map(({ value }) => value)].join(' ')))
    return "a server that is told to start, as those of Workerman are, writes into vendor, which is root's";
  const option = args.find(({ value }) => userOptions.get(name)?.test(value));
  return option && `${name} ${option.value} changes to another user by itself, which only root may`;
}

/** Why a program that writes into packages may need root. */
export function whyInPackages(name: string, [word]: readonly Word[], here: StartedHere): string | undefined {
  const { folder = '/', mayWrite } = here;
  return writesInPackages.get(name)?.test(word?.value ?? '') && !mayWrite(absolutePath('node_modules/.bin', folder))
    ? `${name} ${word?.value ?? ''} writes into node_modules, which is root's`
    : undefined;
}

/** `uv run` brings the environment of a project up to date before it starts something. */
function whySynced(args: readonly Word[], { place, folder, mayWrite }: StartedHere): string | undefined {
  const { end } = place.stage;
  const isSynced = syncsFirst(args.map(({ value }) => value)) && variableValue(end, 'UV_NO_SYNC') === undefined;
  const environment = absolutePath(variableValue(end, 'UV_PROJECT_ENVIRONMENT') ?? '.venv', folder ?? '/');
  return isSynced && !mayWrite(`${environment}/bin`)
    ? `uv run brings ${environment} up to date, which is root's: uv run --no-sync does without`
    : undefined;
}

/** Why a program that writes to the files it names may need root. */
export const whyWrites = (name: string, args: readonly Word[], here: StartedHere): string | undefined =>
  firstReason(written(name, args), (word) => whyWritten(word, here));

/** `chmod` has a mode before its files, `sed` writes only in place, and copies change their target alone. */
function written(name: string, args: readonly Word[]): readonly Word[] {
  const operands = args.filter(({ value }) => !value.startsWith('-'));
  if (name === 'sed')
    return args.some(({ value }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(value)) ? operands.slice(1) : [];
  if (name === 'cp' || name === 'ln' || name === 'install') return operands.slice(-1);
  return name === 'chmod' ? operands.slice(1) : operands;
}

/** Why a program may need root for a file that an option of it names. */
export function whyToldToWrite(name: string, args: readonly Word[], { mayWrite }: StartedHere): string | undefined {
  const path = writtenByOption(args).find((each) => !mayWrite(each));
  return path && `${name} writes to ${path}, which is root's`;
}

/** `--pid /run/app.pid`, `--log-file=/var/log/app.log`. */
const writtenByOption = (args: readonly Word[]): string[] =>
  args.flatMap(({ value }, index) => {
    const [, option = '', own] = /^--?([\w-]+)(?:=(\/.*))?$/.exec(value) ?? [];
    const path = own ?? args[index + 1]?.value ?? '';
    return writingOptions.test(option) && path.startsWith('/') ? [path] : [];
  });

/** Why an application that an interpreter starts may need root. */
export const whyApplication = (name: string, args: readonly Word[], here: StartedHere): string | undefined =>
  whyStartsThere(name, here) ?? whyCollects(here.place, args) ?? whyMainFile(here.place, name, args);

/** Programs that are copied as they are, compiled, seldom write where they start; scripts do. */
function whyStartsThere(name: string, { folder, mayWrite }: StartedHere): string | undefined {
  const isCompiled = /^(?:java|dotnet)$/.test(name);
  return isCompiled || (folder !== undefined && mayWrite(folder))
    ? undefined
    : `${name} starts in ${folder ?? 'a folder that only the run knows'}, which can not be given to a user`;
}

/** Django and Rails write over what they have collected before, which in a build root does. */
function whyCollects(place: Place, args: readonly Word[]): string | undefined {
  const again = args.find(({ value }) => COLLECTS.test(value))?.value;
  const isCollected = again !== undefined && place.stage.steps.some(({ run }) => run?.script.text.includes(again));
  if (!isCollected) return undefined;
  const folder = again === 'collectstatic' ? workingFolder(place.stage) : undefined;
  return folder === undefined || djangoFolders(place, folder) === undefined
    ? `${again} writes over files that a RUN has collected as root, and where they are is not known`
    : undefined;
}

/** docs.djangoproject.com/en/5.2/ref/contrib/staticfiles, guides.rubyonrails.org/asset_pipeline.html. */
const COLLECTS = /^(?:collectstatic|assets:[a-z]+)$/;

export function whyRedirect({ operator, target }: Redirect, here: StartedHere): string | undefined {
  return operator.includes('>') && target !== undefined && !/^(?:\d+|-)$/.test(target.value)
    ? whyWritten(target, here)
    : undefined;
}

function whyWritten({ text, value, literal }: Word, { folder, mayWrite, script }: StartedHere): string | undefined {
  if (CONNECTION.test(text)) return undefined;
  const written = value.replace(/^of=/, '');
  if (!literal || (folder === undefined && !written.startsWith('/')))
    return `${script ?? 'it'} writes to ${text}, which is known only when it runs`;
  const path = absolutePath(written, folder ?? '/');
  return mayWrite(path) ? undefined : `${script ?? 'it'} writes to ${path}, which is root's`;
}

/** bash connects there, and writes no file (bash(1), redirection). */
const CONNECTION = /^["']?\/dev\/(?:tcp|udp)\//;
