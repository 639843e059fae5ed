import { type HomeDownload, homeDownloads } from '../../../knowledge/node/home-downloads.ts';
import { skipsScripts } from '../../../knowledge/node/package-json.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { asObject, parsedJson, part } from '../../../model/formats/json.ts';
import { hasOption, installs, packageCalls } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { idOf, type RunStep } from '../rewrite/rewrite.ts';
import { buildText } from '../scripts/build-text.ts';
import { lineOf } from '../wording.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import { type Place, textAt } from './place.ts';
import { runsOfRoot } from './runs-of-root.ts';

/** Why packages of a Node.js project may have downloaded what they need into the home of root, while they were installed. */
export function whyOwnDownloads(place: Place): string | undefined {
  if (!place.context.known) return undefined;
  return firstReason(runsOfRoot(place), (step) => whyStep(place, step));
}

function whyStep(place: Place, step: RunStep): string | undefined {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir);
  const calls = packageCalls(script).filter(
    (call) => /^(?:bun|npm|pnpm|yarn)$/.test(call.manager.title) && installs(call) && !hasOption(call, [skipsScripts]),
  );
  return firstReason(calls, ({ command }) => {
    const name = downloaderIn(place, folders.get(command) ?? '/');
    return (
      name &&
      `${name}, which line ${lineOf(place.file, idOf(step))} installs, downloads what it starts into /root, which only root may enter`
    );
  });
}

/** The package of a project that does so. */
function downloaderIn(place: Place, folder: string): string | undefined {
  const textOf = (name: string): string => textAt(place, absolutePath(name, folder)) ?? '';
  const said = buildText(place.file);
  const isLeft = ({ unless, settings }: HomeDownload): boolean =>
    ![said, textOf('package.json'), ...settings.map(textOf)].some((text) => unless.test(text));
  return packagesIn(textOf).find(({ name, version }) =>
    homeDownloads.some(
      (one) => one.package.test(name) && (version === undefined || version >= one.since) && isLeft(one),
    ),
  )?.name;
}

type Installed = { readonly name: string; readonly version: number | undefined };

/** What a project asks for itself, and what its lockfile has come along with that; not what is for development alone. */
function packagesIn(textOf: (name: string) => string): Installed[] {
  const manifest = parsedJson(textOf('package.json')) ?? {};
  const own = Object.entries({ ...part(manifest, 'dependencies'), ...part(manifest, 'optionalDependencies') });
  const isForDevelopment = (name: string): boolean => part(manifest, 'devDependencies')[name] !== undefined;
  const locked = [
    ...ofNpm(textOf('package-lock.json')),
    ...ofLines(`${textOf('yarn.lock')}\n${textOf('pnpm-lock.yaml')}`),
  ];
  return [
    ...own.map(([name, range]) => ({ name, version: majorOf(`${range}`) })),
    ...locked.filter(({ name }) => !isForDevelopment(name)),
  ];
}

const majorOf = (version: string): number | undefined => {
  const [, major] = /^[\^~>=v]*(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major);
};

const ofNpm = (text: string): Installed[] =>
  Object.entries(part(parsedJson(text) ?? {}, 'packages')).flatMap(([path, value]) => {
    const { dev, devOptional, version } = asObject(value) ?? {};
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return dev === true || devOptional === true ? [] : [{ name, version: majorOf(`${version}`) }];
  });

/** `puppeteer@^21.0.0:` with its version below, `'puppeteer@npm:21.0.0':`, `/puppeteer@21.0.0:`. */
const ofLines = (text: string): Installed[] =>
  [...text.matchAll(/^\s*["']?\/?([\w.-]+)@(?:npm:)?([^\s"',:]+)/gm)].map(([, name = '', version = '']) => ({
    name,
    version: majorOf(version),
  }));
