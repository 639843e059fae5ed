import { installScripts } from '../../../../knowledge/node/package-json.ts';
import { schemaPlaces } from '../../../../knowledge/node/prisma.ts';
import { copiesFiles, elsewhere, leavesNothing, outputOption, passers } from '../../../../knowledge/node/programs.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { type Json, part } from '../../../../model/formats/json.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { concernsSystem, hasOption, type PackageCall, readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath, parentOf, pathBeside, relativePath, within } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { baseName, type Invocation, invocationOf } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { scriptCallOf } from '../../user/package-script.ts';
import type { Place } from '../../user/place.ts';
import { callsIn } from '../steps/calls.ts';
import { toldBySettings } from './told-outputs.ts';

/** A project whose build is followed: its manifest, and the texts of other files of its folder. */
export type Built = {
  readonly place: Place;
  readonly folder: string;
  readonly manifest: Json;
  readonly textOf: (path: string) => string | undefined;
};

/** What a build leaves in the folder of its project beside node_modules. */
export type Outputs = {
  /** It does more than to install packages. */
  readonly hasBuild: boolean;
  /** Folders at its top; undefined where they are not known. */
  readonly folders: ReadonlySet<string> | undefined;
  /** Other projects in the folder, by their paths from there, which are installed or built as well. */
  readonly inside: readonly string[];
  /** Where a build puts something that is not in the folder. */
  readonly outside: string | undefined;
};

type Call = { readonly name: string; readonly args: readonly Word[] };

/** `aside` are commands that bring Node.js itself. */
export function outputsOf(project: Built, steps: readonly Step[], aside: ReadonlySet<Command>): Outputs {
  const found: Found = { project, calls: [], others: new Set(), seen: new Set(), isClear: true };
  for (const { command, folder } of callsIn(project.place, steps))
    if (!aside.has(command) && project.place.edits?.has(command) !== true) followCommand(found, command, folder);
  const folders = new Set<string>();
  const left: string[] = [];
  for (const call of found.calls) {
    const own = leftBy(project, call);
    left.push(...(own ?? toldIn(call)));
    const tops = own?.map(topOf);
    if (tops === undefined || tops.includes(undefined)) found.isClear = false;
    for (const folder of tops ?? []) if (folder !== undefined) folders.add(folder);
  }
  for (const path of found.others) folders.add(path.split('/')[0] as string);
  left.push(...(found.calls.length > 0 ? toldBySettings(project) : []));
  return {
    hasBuild: found.calls.length + found.others.size > 0,
    folders: found.isClear ? folders : undefined,
    inside: [...found.others],
    outside: left.map((path) => absolutePath(path, project.folder)).find((path) => !isKept(project.folder)(path)),
  };
}

const isKept = (folder: string): ((path: string) => boolean) => within([folder, '/dev', '/tmp']);

type Found = {
  readonly project: Built;
  readonly calls: Call[];
  readonly others: Set<string>;
  readonly seen: Set<string>;
  isClear: boolean;
};

function followCommand(found: Found, command: Command, folder: string | undefined): void {
  const call = readPackageCall(command);
  const isHere = folder === found.project.folder;
  if (call === undefined) {
    const invocation = invocationOf(command);
    if (invocation === undefined || NO_BUILD.test(baseName(invocation.tool.value))) return;
    if (foldersMade(command) !== undefined) return;
    if (isOfSystem(invocation, found.project.folder)) return;
    if (!isHere) found.isClear = false;
    followCall(found, { name: baseName(invocation.tool.value), args: invocation.args });
  } else if (!concernsSystem(call) && !isGlobal(call)) {
    if (isHere && !call.args.some(({ value }) => elsewhere.test(value))) followManager(found, call);
    else followElsewhere(found, call, folder && folderOf(call, folder));
  }
}

/** It has to do with files elsewhere alone, such as that of the time zone, and so with no build. */
function isOfSystem({ tool, args }: Invocation, folder: string): boolean {
  const paths = args.filter(isOperand);
  return (
    /^(?:cp|install|ln|mv|touch)$/.test(baseName(tool.value)) &&
    paths.every(({ literal, value }) => literal && value.startsWith('/') && !within([folder])(value))
  );
}

/** What is built in another folder may go to any, unless that is inside and its settings lead nowhere else. */
function followElsewhere(found: Found, { args }: PackageCall, folder: string | undefined): void {
  const { project, others } = found;
  const isInside = folder !== undefined && folder !== project.folder && within([project.folder])(folder);
  if (isInside) others.add(folder.slice(project.folder.length + 1));
  else found.calls.push({ name: '', args });
  if (!isInside || leadsElsewhere(project, folder)) found.isClear = false;
}

/** The folder whose manifest a call is about, where it is one: `npm --prefix client ci`. */
function folderOf({ args }: PackageCall, folder: string): string | undefined {
  const [at = -1, another] = args.flatMap(({ value }, index) => (elsewhere.test(value) ? [index] : []));
  if (at === -1) return folder;
  const option = /^(?:-C|--(?:cwd|dir|prefix))(?:=(.+))?$/.exec(args[at]?.value ?? '');
  const path = option?.[1] ?? args[at + 1]?.value;
  return option === null || another !== undefined || path === undefined ? undefined : absolutePath(path, folder);
}

/** Settings of a project name a folder outside of its own. */
function leadsElsewhere({ place: { file, context, stage }, folder: around }: Built, folder: string): boolean {
  const files = imageFiles(file, context, stage);
  return (
    typeof files === 'string' ||
    files
      .filter(({ path }) => parentOf(path) === folder && SETTINGS.test(baseName(path)))
      .map(({ source }) => context.readText(source) ?? '..')
      .some((text) => /(?<!\.)\.\.(?!\.)|\bnode [\w.]/.test(text) || text.includes(`${around}/`))
  );
}

const SETTINGS =
  /^(?:angular|package|project|workspace|[jt]sconfig[\w.-]*)\.json$|^[\w.-]*(?:config|file)\.[cm]?[jt]s$|^\.\w+rc/;

/** Of a RUN, what is no build. */
const NO_BUILD = /^(?:corepack|echo|set|cd|rm|chmod|chown|ls|cat|true|curl|wget|addgroup|adduser|groupadd|useradd)?$/;

export const isGlobal = (call: PackageCall): boolean =>
  /^global\b/.test(call.verb.value) || hasOption(call, [/^(?:-g|--global|--location=global)$/]);

function followManager(found: Found, { manager, verb, args, tool }: PackageCall): void {
  if (/^(?:prune|cache|config|set|fetch|import|audit|rebuild)\b|^(?:-v|--version)$/.test(verb.value)) return;
  if (manager.project?.install.includes(verb.value)) {
    for (const name of installScripts) followScript(found, name);
    return;
  }
  followCall(found, { name: baseName(tool.value), args });
}

function followCall(found: Found, { name, args }: Call): void {
  const at = args.findIndex(isOperand);
  if (/^(?:npm|yarn|pnpm|bun)$/.test(name)) followTask(found, { name, args }, at);
  else if (name === 'npx' || name === 'pnpx') followRest(found, args, at);
  else if (passers.get(name) === 'variables')
    followRest(
      found,
      args,
      args.findIndex((word) => isOperand(word) && !/^\w+=/.test(word.value)),
    );
  else found.calls.push({ name, args });
}

const isOperand = ({ value }: Word): boolean => !value.startsWith('-');

function followTask(found: Found, { name, args }: Call, at: number): void {
  const script = scriptCallOf(name, args)?.script;
  // What packages of a workspace build goes into folders of theirs.
  if (args.some(({ value }) => elsewhere.test(value))) {
    found.calls.push({ name: '', args });
    found.isClear = false;
  } else if (/^(?:exec|dlx|x)$/.test(args[at]?.value ?? '')) followRest(found, args, at + 1);
  else if (script !== undefined && typeof part(found.project.manifest, 'scripts')[script] === 'string')
    for (const own of [`pre${script}`, script, `post${script}`]) followScript(found, own);
  else if (name !== 'npm') followRest(found, args, at);
  else found.isClear = false;
}

function followRest(found: Found, args: readonly Word[], at: number): void {
  const first = args[at];
  if (at < 0 || first === undefined) found.isClear = false;
  else followCall(found, { name: baseName(first.value).replace(/(?<=.)@.*$/, ''), args: args.slice(at + 1) });
}

function followScript(found: Found, name: string): void {
  const text = part(found.project.manifest, 'scripts')[name];
  if (typeof text !== 'string' || found.seen.has(name)) return;
  found.seen.add(name);
  const script = parseShell(text);
  if (script.opaque !== undefined) found.isClear = false;
  for (const command of script.commands) {
    const invocation = invocationOf(command);
    if (
      command.redirects.some(
        ({ operator, target }) => operator.includes('>') && !/^(?:\/dev\/null|\d+|-)$/.test(target?.value ?? ''),
      )
    )
      found.isClear = false;
    if (invocation !== undefined) followCall(found, { name: baseName(invocation.tool.value), args: invocation.args });
  }
}

const topOf = (path: string): string | undefined => {
  const top = relativePath(path).split('/')[0] ?? '';
  return top === '' || path.startsWith('/') || path.startsWith('..') || /[*?$]/.test(top) ? undefined : top;
};

/** Paths that a command of a build puts something at; undefined where they are not known. */
function leftBy(project: Built, { name, args }: Call): string[] | undefined {
  const { textOf } = project;
  const values = args.map(({ value }) => value);
  const [verb = ''] = values;
  if (args.some(({ literal }) => !literal)) return undefined;
  const tool = name === 'shx' ? verb : name;
  if (leavesNothing.has(tool)) return [];
  if (copiesFiles.has(tool)) return toLast(values);
  switch (tool) {
    case 'prisma':
      return /^(?:db|migrate)$/.test(verb) ? ofDatabase(project) : ofPrisma(textOf);
    case 'nest':
      return verb === 'build' ? ofCompiler(textOf, ['tsconfig.build.json', 'tsconfig.json'], 'dist') : undefined;
    case 'next':
      return verb === 'build' ? ofNext(textOf) : undefined;
    case 'tsc':
      return ofTypeScript(textOf, values);
    default:
      return byOption(tool, values);
  }
}

function ofTypeScript(textOf: Built['textOf'], values: readonly string[]): string[] | undefined {
  const out = values.includes('--outDir') ? values[values.indexOf('--outDir') + 1] : undefined;
  if (out !== undefined) return [out];
  if (values.includes('--noEmit')) return [];
  const at = values.findIndex((value) => /^(?:-p|--project|-b|--build)$/.test(value));
  const [told = '.'] = at === -1 ? [] : values.slice(at + 1).filter((value) => !value.startsWith('-'));
  return ofCompiler(textOf, [relativePath(told.endsWith('.json') ? told : `${told}/tsconfig.json`)], undefined);
}

function byOption(tool: string, values: readonly string[]): string[] | undefined {
  const output = outputOption.get(tool);
  if (output === undefined) return undefined;
  const at = values.findIndex((value) => output.option.test(value.split('=')[0] ?? ''));
  const [, own] = values[at]?.split('=') ?? [];
  const said = at === -1 ? output.folder : (own ?? values[at + 1]);
  return listOf(said);
}

/** Where an option that is called so has a program put its outcome. */
const toldIn = ({ args }: Call): string[] =>
  args.flatMap(({ value, literal }, at) => {
    const [, option = '', own] = /^(-[^=]*)(?:=(.*))?$/.exec(value) ?? [];
    const path = own ?? args[at + 1]?.value;
    return literal && /^--(?:out|dest|dist)[\w-]*$/i.test(option) && path !== undefined ? [path] : [];
  });

const listOf = (path: string | undefined): string[] | undefined => (path === undefined ? undefined : [path]);

const toLast = (values: readonly string[]): string[] | undefined => listOf(values.at(-1));

/** What the settings of the compiler say, in the first of some files that says it, and as that file sees it (typescriptlang.org/tsconfig#extends). */
function ofCompiler(
  textOf: Built['textOf'],
  files: readonly string[],
  byDefault: string | undefined,
): string[] | undefined {
  for (const file of files) {
    const text = textOf(file);
    const [, out] = /^[^/\n]*"outDir"\s*:\s*"([^"]+)"/m.exec(text ?? '') ?? [];
    const [, above = ''] = /"extends"\s*:\s*"(\.[^"]+)"/.exec(text ?? '') ?? [];
    if (out !== undefined) return [pathBeside(file, out) ?? out];
    const base = pathBeside(file, above.replace(/(?<=.)(?<!\.json)$/, '.json'));
    if (above !== '' && base !== undefined) return ofCompiler(textOf, [base], byDefault);
  }
  return listOf(byDefault);
}

function ofNext(textOf: Built['textOf']): string[] | undefined {
  const settings = ['js', 'mjs', 'ts', 'cjs'].map((ending) => textOf(`next.config.${ending}`) ?? '').join('\n');
  return /\bdistDir\b|\boutput\s*:\s*['"`]export/.test(settings) ? undefined : ['.next'];
}

/** It writes to node_modules unless the schema says otherwise. */
function ofPrisma(textOf: Built['textOf']): string[] | undefined {
  const schema = schemaOf(textOf);
  return schema === undefined || /^\s*output\s*=/m.test(schema) ? undefined : [];
}

const schemaOf = (textOf: Built['textOf']): string | undefined =>
  schemaPlaces.map(textOf).find((text) => text !== undefined);

/** A database of sqlite is a file, whose path is said in the schema or by a variable (prisma.io/docs/orm/overview/databases/sqlite). */
function ofDatabase({ place, textOf }: Built): string[] | undefined {
  const schema = schemaOf(textOf);
  if (schema !== undefined && !/^\s*provider\s*=\s*"sqlite"/m.test(schema)) return [];
  const [, said, name = ''] = /^\s*url\s*=\s*(?:"([^"]*)"|env\("(\w+)"\))/m.exec(schema ?? '') ?? [];
  const [, inFile] = new RegExp(`^${name}=["']?([^"'\\n]+)`, 'm').exec(textOf('.env') ?? '') ?? [];
  const [, path] = /^file:(\/[^?]+)/.exec(said ?? variableValue(place.stage.end, name) ?? inFile ?? '') ?? [];
  return path === undefined ? undefined : [path];
}
