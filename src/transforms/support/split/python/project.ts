import { normalName } from '../../../../knowledge/python/packages.ts';
import { isObject } from '../../../../model/formats/json.ts';
import { parsedToml } from '../../../../model/formats/toml.ts';
import { PYPROJECT, table } from '../../../../model/manifests/pyproject.ts';
import { absolutePath } from '../../../../model/paths.ts';

/** What a package of the build context says of itself. */
export type PythonProject = {
  readonly requirements: readonly string[];
  /** Files that it takes more of them from. */
  readonly lists: readonly string[];
  readonly programs: readonly string[];
  readonly linksWith: readonly string[];
  /** Why it is not known what it is built of. */
  readonly unknown: string | undefined;
};

/** Libraries that every image of Python has. */
const EVERYWHERE = /^(?:c|dl|m|pthread|rt|stdc\+\+|util)$/;

/** They hand what they build to the builds of other languages. */
const FOREIGN = /\b(?:maturin|mesonpy|meson-python|scikit[-_]build|setuptools[-_]rust)\b/;

/** The package in a folder; undefined where there is none. */
export function projectAt(folder: string, textAt: (path: string) => string | undefined): PythonProject | undefined {
  const read = (name: string): string | undefined => textAt(absolutePath(name, folder));
  const [pyproject, setup, cfg] = [read(PYPROJECT), read('setup.py'), read('setup.cfg')];
  if (pyproject === undefined && setup === undefined) return undefined;
  const manifest = pyproject === undefined ? undefined : parsedToml(pyproject);
  const scripts = manifest === undefined ? [] : buildScripts(manifest);
  const missing = scripts.find((name) => read(name) === undefined);
  const texts = [setup, cfg, pyproject, ...scripts.map(read)].map((text = '') => text);
  const quoted = [...(setup ?? '').matchAll(/["']([A-Za-z][\w.-]*(?:\[[\w,\s-]+\])?)\s*(?:[=<>!~][^"']*)?["']/g)].map(
    ([, name = '']) => name,
  );
  const ofCfg = [
    ...(/^install_requires\s*=(.*(?:\n[ \t]+.*)*)/m.exec(cfg ?? '')?.[1] ?? '').matchAll(/^[ \t]*([A-Za-z][^\n#]*)/gm),
  ].map(([, line = '']) => line.trim());
  const declared = manifest === undefined ? [] : requirementsOf(manifest);
  const links = texts.flatMap((text) =>
    [...text.matchAll(/\blibraries\s*=\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name),
    ),
  );
  const isForeign =
    ['CMakeLists.txt', 'meson.build', 'configure'].some((name) => read(name) !== undefined) ||
    texts.some((text) => FOREIGN.test(text));
  const unclear = /pkg-?config|\blibraries\s*=\s*(?!\[)\w|extra_link_args|find_library|\bf2py\b/.exec(
    texts.join('\n'),
  )?.[0];
  return {
    requirements: [...quoted, ...ofCfg, ...declared],
    lists: [...texts.join('\n').matchAll(/["']([\w./-]*requirements[\w./-]*\.(?:txt|in))["']/g)].map(([, path = '']) =>
      absolutePath(path, folder),
    ),
    programs: programsOf(setup ?? '', cfg ?? '', manifest),
    linksWith: [
      ...links.filter((name) => !EVERYWHERE.test(name)),
      ...(/openmp/i.test(texts.join('\n')) ? ['gomp'] : []),
    ],
    unknown:
      unclear !== undefined
        ? `is linked with libraries that only its build finds (${unclear.trim()})`
        : isForeign
          ? 'is compiled by another build, which may link it with any library'
          : missing && `is built by ${missing}, which can not be read`,
  };
}

type Manifest = NonNullable<ReturnType<typeof parsedToml>>;

/** What poetry and hatch run to build a package (python-poetry.org/docs/building-extension-modules, hatch.pypa.io/latest/plugins/build-hook/custom). */
function buildScripts(manifest: Manifest): string[] {
  const { build } = table(manifest, 'tool', 'poetry');
  const hatch = table(manifest, 'tool', 'hatch', 'build');
  const hooks = [hatch, table(hatch, 'targets', 'wheel')].map((owner) => table(owner, 'hooks')['custom']);
  return [
    ...[isObject(build) ? build['script'] : build].filter((name) => typeof name === 'string'),
    ...hooks.filter(isObject).map(({ path = 'hatch_build.py' }) => `${path}`),
  ];
}

function requirementsOf(manifest: Manifest): string[] {
  const { dependencies } = table(manifest, 'project');
  const extras = Object.values(table(manifest, 'project', 'optional-dependencies'));
  return [
    ...[dependencies, ...extras].flat().filter((line) => typeof line === 'string'),
    ...Object.keys(table(manifest, 'tool', 'poetry', 'dependencies')),
  ].filter((line) => normalName(line) !== 'python');
}

function programsOf(setup: string, cfg: string, manifest: Manifest | undefined): string[] {
  const written = [...`${setup}\n${cfg}`.matchAll(/^\s*["']?([\w.-]+)\s*=\s*[\w.]+:[\w.]+/gm)].map(
    ([, name = '']) => name,
  );
  const tables =
    manifest === undefined ? [] : [table(manifest, 'project', 'scripts'), table(manifest, 'tool', 'poetry', 'scripts')];
  return [...written, ...tables.flatMap((scripts) => Object.keys(scripts))];
}
