import type { Family } from '../../../../knowledge/images/base-images.ts';
import { brings } from '../../../../knowledge/images/slim-programs.ts';
import { packageLost, packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { consoleScripts, normalName, readRequirement } from '../../../../knowledge/python/packages.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Word } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import type { Program, Started } from '../starts/program.ts';
import type { Installs } from './asked-for.ts';
import { runBy } from './calls.ts';
import type { PythonSource } from './sources.ts';

/** What stands for the programs of an image that runs Python. */
export type Known = {
  readonly place: Place;
  readonly files: readonly ImageFile[];
  readonly installs: Installs;
  /** Where the environment is. */
  readonly path: string;
  readonly family: Family;
  /** A tool that is in the environment itself. */
  readonly comesAlong: (tool: string) => boolean;
  /** The programs of the environment come before those of the image. */
  readonly isFirst: boolean;
  /** They are those of a distribution, whose Python is in /usr/bin. */
  readonly isOfSystem: boolean;
  /** Packages that come along in any case. */
  readonly packages: readonly string[];
};

const PYTHON = /^python(?:3(?:\.\d+)?)?$/;
const OF_SYSTEM = /^\/usr\/bin\/python3(?:\.\d+)?$/;
/** They start a program in the environment of the project. */
const RUNNERS = /^(?:pipenv|poetry|uv)$/;
/** They run what others would have to be read for, or install. */
const INSTALLERS = /^(?:conda|pdm|pip|pip3|pipenv|poetry|uv|uvx)$/;

/** It starts Python, or what packages of Python bring. */
export function isOfPython({ name }: Program): boolean {
  const base = baseName(name);
  return PYTHON.test(base) || RUNNERS.test(base) || consoleScripts.has(base);
}

/** What Python is told to run in so many words: `python -c "…"`. */
export const inlineSources = ({ programs }: Started): PythonSource[] =>
  programs.flatMap(({ name, args, by }) => {
    const at = PYTHON.test(baseName(name)) ? args.findIndex(({ value }) => value === '-c') : -1;
    const text = at === -1 ? undefined : args[at + 1]?.value;
    return text === undefined ? [] : [{ path: by, text }];
  });

/** Packages that bring the programs which containers start; or why one of them is not known. */
export function packagesOfStarted(known: Known, { programs, scripts }: Started): readonly string[] | string {
  const packages = new Set<string>();
  for (const program of programs) {
    const needed = packageFor(known, program);
    if (needed === undefined)
      return `${program.by} starts ${program.name}, and what brings that to a smaller image is not known`;
    if (!/^[\w.+-]*$/.test(needed)) return needed;
    if (needed !== '') packages.add(needed);
  }
  const login = scripts.find(({ text }) => LOGIN.test(text));
  if (login !== undefined) return `${login.path} starts a shell that sets another PATH`;
  return [...packages];
}

/** What forgets the PATH of a container: sudo has its own, and su where it logs in (man7.org/linux/man-pages/man1/su.1.html). */
export const LOGIN =
  /\b(?:ba|da|z)?sh["',\s]+(?:-\w*l|--login)|(?:^|[\s;&|"'[,])(?:sudo["'\s]|(?:su|runuser)["'\s][^\n]*?(?<=[\s"',])(?:-\w*l|-|--login)(?=["',\s]|$))/m;

/** The package; empty where none is needed; a sentence where it can not be. */
function packageFor(known: Known, program: Program): string | undefined {
  const { name, path, args, folder, by, entered } = program;
  const base = baseName(name);
  const isOwn = path?.startsWith(`${known.path}/bin/`) || (known.isOfSystem && OF_SYSTEM.test(path ?? ''));
  if (path !== undefined && !isOwn) return fileOf(known, path, by);
  if (RUNNERS.test(base) && args[0]?.value === 'run') return ranBy(known, program);
  if (INSTALLERS.test(base)) return `${by} starts ${base}, which installs packages while containers run`;
  if (
    path === undefined &&
    !known.isFirst &&
    entered !== known.path &&
    (PYTHON.test(base) || consoleScripts.has(base) || isOfProject(known.installs, base))
  )
    return `${by} starts ${name} past the environment in ${known.path}, whose programs are not the first on the PATH`;
  if (PYTHON.test(base)) return startedByPython(known, { args, folder, by });
  if (path !== undefined || consoleScripts.has(base) || isOfProject(known.installs, base)) return '';
  return known.isOfSystem && isInstalled(known.installs, base) ? '' : packageNamed(known, base);
}

function startedByPython(known: Known, { args, folder, by }: Pick<Program, 'args' | 'folder' | 'by'>): string {
  const [first] = args.filter(({ value }) => !/^-(?:[uOBEsIqv]+|[WX].*)$/.test(value));
  if (first === undefined) return `${by} starts Python without a program`;
  if (!first.literal) return `${by} starts ${first.text}, which is known only when it runs`;
  if (first.value === '-c') return '';
  if (first.value === '-') return `${by} hands Python a program that is not followed: in a file of its own it would be`;
  if (first.value === '-m') {
    const module = args[args.indexOf(first) + 1]?.value ?? '';
    return INSTALLERS.test(module) ? `${by} starts ${module}, which installs packages while containers run` : '';
  }
  const file = absolutePath(first.value, folder);
  return known.files.some((each) => each.path === file || each.path === `${file}/__main__.py`)
    ? ''
    : `${first.value}, which ${by} starts, is no file that the build context brings`;
}

/**
 * `poetry run`: it comes along where pip puts it into the environment of the program, and starts nothing but that there. The others make
 * an environment first, where they find none that is theirs.
 */
function ranBy(known: Known, program: Program): string | undefined {
  const { by, args, name } = program;
  const words = runBy({ value: name }, args);
  const [inner] = words ?? [];
  if (known.comesAlong(name) && words !== undefined && inner !== undefined) {
    const path = inner.value.includes('/') ? absolutePath(inner.value, program.folder) : undefined;
    return packageFor(known, { ...program, name: inner.value, path, args: words.slice(1) });
  }
  const shown = words === undefined ? 'by its own name' : `as \`${shownProgram(words)}\``;
  const more = name === 'uv' ? ', which installs what is missing whenever containers start' : '';
  const found = known.isFirst ? '' : `, with ${known.path}/bin first on the PATH`;
  return `${by} starts ${name} run${more}, and ${name} stays with the stage that builds: started ${shown}${found}, it could be split`;
}

/** uv starts sources by itself (docs.astral.sh/uv/reference/cli/#uv-run). */
const shownProgram = ([first, ...rest]: readonly Word[]): string =>
  [...(first?.value.endsWith('.py') ? ['python'] : []), first?.value, ...rest.map(({ value }) => value)].join(' ');

const isOfProject = ({ programs }: Installs, name: string): boolean =>
  programs.some((own) => normalName(own) === normalName(name));

/** A package brings the program of its name, and whatever that starts was there beside compilers. */
const isInstalled = ({ requirements }: Installs, name: string): boolean =>
  requirements.some((line) => readRequirement(line)?.name === normalName(name));

/** The package of the system that brings a program. */
export function packageNamed(
  { family, packages, isOfSystem }: Pick<Known, 'family' | 'packages' | 'isOfSystem'>,
  name: string,
): string | undefined {
  if (brings(new Set(packages), name)) return '';
  const needed = isOfSystem ? packageOfProgram(family, name) : packageLost(family, name);
  return needed !== undefined && packages.includes(needed) ? '' : needed;
}

/** A file of the build context that says which Python reads it. */
function fileOf({ files, place, family, packages, isOfSystem }: Known, path: string, by: string): string | undefined {
  const file = files.findLast((each) => each.path === path);
  if (file === undefined) {
    const [, name] = /^(?:\/usr)?\/s?bin\/([\w.+-]+)$/.exec(path) ?? [];
    const needed =
      name === undefined || PYTHON.test(name) ? undefined : packageNamed({ family, packages, isOfSystem }, name);
    const [, own] = /^\/usr\/local\/bin\/([\w.+-]+)$/.exec(path) ?? [];
    return (
      needed ??
      (own === undefined
        ? `${by} starts ${path}, which is no program of the environment`
        : `${by} starts ${path}, which is elsewhere in an environment: called ${own}, it could be split`)
    );
  }
  const [shebang = ''] = /^#!.*/.exec(place.context.readText(file.source) ?? '') ?? [];
  const [, reader = ''] = /^#!\s*(\S+)/.exec(shebang) ?? [];
  return /^#!\s*\/usr\/bin\/env\s+(?:-S\s+)?python[\d.]*\b/.test(shebang) || (isOfSystem && OF_SYSTEM.test(reader))
    ? ''
    : `${path}, which ${by} starts, does not say that the first Python on the PATH reads it`;
}
