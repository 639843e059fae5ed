import { worksOnSources } from '../../../../knowledge/compiled/build-commands.ts';
import { LOCAL } from '../../../../knowledge/images/image-folders.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { expand } from '../../../../model/variables.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { BuiltProgram, BuiltPrograms } from '../../artefact/built-programs.ts';
import { builtPrograms } from '../../artefact/built-programs.ts';
import type { Place } from '../../user/place.ts';
import { programFile } from '../../user/program-file.ts';
import { placeOf } from '../../wording.ts';
import type { Program, Started } from '../starts/program.ts';
import { installedPackages } from '../steps/installed-packages.ts';
import { builtBeside, whyUnsure } from './built-beside.ts';

/** Programs that the build makes and containers start. */
export type Artefacts = {
  readonly paths: readonly string[];
  /** Other programs that it makes for whoever starts them. */
  readonly beside: readonly string[];
  /** Where the compiler put them, as far as that is known. */
  readonly made: readonly string[];
  /** What the first of them is written in; undefined where only its build would tell. */
  readonly language: BuiltProgram['language'] | undefined;
  /** All that the build is known to make. */
  readonly built: BuiltPrograms;
};

/** Where programs are looked for that are called by their bare names. */
const SEARCHED =
  /^(?:\/usr\/local\/sbin|\/usr\/local\/bin|\/usr\/sbin|\/usr\/bin|\/sbin|\/bin|\/go\/bin|\/root\/\.cargo\/bin|\/usr\/local\/cargo\/bin)$/;

/** Those among the programs that containers start which the build makes; or why what is started first is none. */
export function artefactsOf(place: Place, { programs }: Started): Artefacts | string {
  const builder = programs.find(({ name }) => worksOnSources.has(baseName(name)));
  if (builder !== undefined) return `${builder.by} starts ${builder.name}, which builds in the container`;
  const built = builtPrograms(place);
  const onPath = foldersOnPath(place.stage);
  const found: string[] = [];
  const made: string[] = [];
  let language: BuiltProgram['language'] | undefined;
  for (const program of programs) {
    const known = built.programs.find(({ path }) => isCalled(path, program, onPath));
    const path = known?.path ?? madeAt(place, program) ?? installedAt(place, program, built);
    if (path === undefined) continue;
    found.push(path);
    made.push(known?.made ?? path);
    language ??= known?.language;
  }
  const first = programs.find(({ name }) => packageOfProgram('debian', name) === undefined) ?? programs[0];
  if (first === undefined) return 'what containers start is not known';
  if (found.length > 0) {
    const beside = builtBeside(place, built, found);
    const paths = [...new Set(found)];
    return whyUnsure(place, beside) ?? { paths, beside: beside.map(({ path }) => path), made, language, built };
  }
  const { strayed, unknown } = built;
  const why = strayed === undefined ? unknown : `${placeOf(place, strayed.step)} installs ${strayed.puts}`;
  return `${first.by} starts ${first.name}, which is nothing that the build is known to make${why === undefined ? '' : `: ${why}`}`;
}

function isCalled(path: string, { path: called, name }: Program, onPath: readonly string[]): boolean {
  if (called !== undefined) return path === called;
  const folder = path.slice(0, -name.length - 1);
  return path === `${folder}/${name}` && (SEARCHED.test(folder) || onPath.includes(folder));
}

/** In a folder that holds nothing but what a build installs; by its bare name where the PATH leads there. */
function installedAt({ stage }: Place, { path, name }: Program, { prefixes }: BuiltPrograms): string | undefined {
  const isInstalled = within(prefixes.map(({ prefix }) => prefix));
  if (READS_PROGRAMS.test(baseName(name))) return undefined;
  if (path !== undefined) return isInstalled(path) ? path : undefined;
  const brings = packageOfProgram(rootImage(stage)?.family ?? 'debian', name);
  if (brings === '' || (brings !== undefined && mayHave(stage, brings))) return undefined;
  const folder = foldersOnPath(stage).find(isInstalled) ?? (isInstalled(LOCAL) ? `${LOCAL}/{bin,sbin}` : undefined);
  return folder && `${folder}/${name}`;
}

/** What it runs is written in another language, and nobody reads it here. */
const READS_PROGRAMS = /^(?:lua|node|perl|php(?:-cgi|-fpm)?|python|ruby)[\d.]*$/;

/** The image has a package, or steps install it, or what only the run knows. */
function mayHave(stage: Place['stage'], name: string): boolean {
  const installed = installedPackages(stage.steps);
  return typeof installed === 'string' || [...installed, ...(rootImage(stage)?.packages ?? [])].includes(name);
}

const foldersOnPath = ({ steps }: Place['stage']): string[] =>
  steps.flatMap(({ instruction: { keyword, args }, state }) =>
    keyword !== 'ENV' || !/\bPATH\b/.test(args.text)
      ? []
      : args.text.split(/[\s:="']+/).flatMap((word) => expand(word, (name) => variableValue(state, name)) ?? []),
  );

/** Where a RUN is known to make it, whatever it is written in. */
function madeAt(place: Place, { path, name }: Program): string | undefined {
  if (path !== undefined) return programFile(place, path)?.kind === 'program' ? path : undefined;
  const commands = place.stage.steps.flatMap(({ run }) => run?.script.commands ?? []);
  for (const command of commands) {
    if (!PUTS.has(toolOf(command))) continue;
    const words = command.words.map(({ value }) => value);
    const target = words.at(-1) ?? '';
    const folder = target.replace(/\/$/, '');
    const isNamed = words.slice(1, -1).some((word) => word.endsWith(`/${name}`) || word === name);
    if (isNamed && SEARCHED.test(folder)) return `${folder}/${name}`;
    if (target.endsWith(`/${name}`) && SEARCHED.test(target.slice(0, -name.length - 1))) return target;
  }
  return undefined;
}

/** They put a program in a folder of programs. */
const PUTS: ReadonlySet<string> = new Set(['cp', 'install', 'mv']);
