import { goProgramModes, goValues } from '../../../knowledge/compiled/build-commands.ts';
import { startedGoTools } from '../../../knowledge/compiled/go-tools.ts';
import { behind, goLines } from '../../../model/manifests/go-lines.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { type BuildCall, foldersUp, optionsOf, type Programs, wordValue } from './build-call.ts';

/** `go build`, `go install`. Where programs go: `go help build`, `go help install`. */
export function goPrograms(call: BuildCall): Programs {
  const [verb, ...args] = call.args;
  if (verb === undefined || !/^(?:build|install)$/.test(verb.value)) return [];
  const { values, operands } = optionsOf({ ...call, args }, goValues);
  const folder = absolutePath(values.get('C')?.at(-1) ?? '', call.folder);
  const [mode = 'default'] = values.get('buildmode') ?? [];
  if (!goProgramModes.has(mode)) return { unknown: `go ${verb.value} makes a library` };
  if (call.variable('GOOS') === 'windows') return { unknown: 'go builds for Windows' };
  const packages = operands.map((word) => wordValue(word, call.variable));
  if (packages.some((each) => each === undefined))
    return { unknown: 'which package go builds is known only when it runs' };
  const own = packages.filter((each): each is string => each !== undefined && !each.includes('@'));
  if (own.length < packages.length) return packages.flatMap((each) => toolIn(call, each ?? ''));
  const output = values.has('o') ? values.get('o')?.at(-1) : undefined;
  if (values.has('o') && (output ?? '') === '')
    return { unknown: 'where go puts the program is known only when it runs' };
  const into = verb.value === 'install' ? binaries(call) : output;
  if (into === undefined) return own.length > 1 || own.some(isTree) ? [] : namedIn(call, folder, folder, own);
  const path = absolutePath(into, folder);
  if (/^\/dev\//.test(path)) return [];
  const isFile =
    verb.value === 'build' && !into.endsWith('/') && !call.isFolder(path) && own.length < 2 && !own.some(isTree);
  return isFile ? [path] : namedIn(call, folder, path, own);
}

/** `go install example.org/tool/cmd/tool@v1` */
const toolIn = (call: BuildCall, name: string): string[] =>
  startedGoTools.some((tool) => tool.test(name)) ? [`${binaries(call)}/${lastPart(name.replace(/@.*$/, ''))}`] : [];

const isTree = (name: string): boolean => name.includes('...');

const binaries = ({ variable }: BuildCall): string => variable('GOBIN') ?? `${variable('GOPATH') ?? '/go'}/bin`;

/** Each program under the name that go gives it. */
function namedIn(call: BuildCall, folder: string, into: string, packages: readonly string[]): Programs {
  const all = packages.length === 0 ? ['.'] : packages;
  if (all.every((name) => name.endsWith('.go')))
    return [absolutePath(baseName(all[0] ?? '').replace(/\.go$/, ''), into)];
  const names = all.flatMap((name) =>
    isTree(name)
      ? mainPackages(call, absolutePath(name.replace(/\/?\.\.\..*$/, ''), folder))
      : [nameOf(call, name, folder)],
  );
  const unknown = names.find((name) => name === undefined);
  return names.length === 0 || names.includes(undefined)
    ? { unknown: unknown ?? 'what go calls the program is up to go.mod, which can not be read here' }
    : names.map((name) => absolutePath(name as string, into));
}

/** The last part of the path of a package; a version there counts only where nothing else does (`example.org/shop/v2` is `shop`). */
function nameOf(call: BuildCall, name: string, folder: string): string | undefined {
  const isLocal = /^\.{0,2}(?:\/|$)|^\.{1,2}$/.test(name);
  if (!isLocal) return lastPart(name);
  const path = absolutePath(name, folder);
  if (call.textAt(absolutePath('go.mod', path)) === undefined) {
    const isInModule = foldersUp(path).some((up) => call.textAt(absolutePath('go.mod', up)) !== undefined);
    return isInModule || path !== folder ? baseName(path) : undefined;
  }
  const [module] = behind(goLines(call.textAt(absolutePath('go.mod', path)) ?? ''), 'module')[0] ?? [];
  return module === undefined ? undefined : lastPart(module);
}

const lastPart = (path: string): string => {
  const parts = path.split('/');
  return (/^v\d+$/.test(parts.at(-1) ?? '') ? parts.at(-2) : undefined) ?? parts.at(-1) ?? path;
};

/** Names of the packages below a folder that are programs. */
function mainPackages(call: BuildCall, folder: string, depth = 0): (string | undefined)[] {
  if (depth > DEEPEST) return [];
  const names = call.namesIn(folder);
  const isMain = names.some(
    (name) => /(?<!_test)\.go$/.test(name) && /^package main\b/m.test(call.textAt(absolutePath(name, folder)) ?? ''),
  );
  const own = isMain ? [nameOf(call, '.', folder)] : [];
  const below = names.filter(
    (name) => !/^[._]|^(?:testdata|vendor)$/.test(name) && call.isFolder(absolutePath(name, folder)),
  );
  return [...own, ...below.flatMap((name) => mainPackages(call, absolutePath(name, folder), depth + 1))];
}

const DEEPEST = 6;
