import type { BuildContext, DockerfileText } from '../context/build-context.ts';
import type { Source } from '../context/find-context.ts';
import { hasOwnIgnores, ignoreText, isIgnored, keptOutBy, withIgnores } from '../context/ignored.ts';
import { filledBy } from '../knowledge/projects/ignored-files.ts';
import { parseByBuildKit } from '../syntax/parse.ts';
import { contextSources } from './copied-files.ts';
import { type Dockerfile, readDockerfile } from './dockerfile.ts';
import { once } from './memo.ts';
import { isUntrackedAnywhere } from './untracked.ts';

/** What became of the ignore list that goes with a Dockerfile. */
export type IgnoreList = {
  /** It is the one beside the Dockerfile that bears its name, not `.dockerignore` in the root of the context. */
  readonly own: boolean;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly after: string;
};

export function ignoreListOf(context: BuildContext, lines: readonly string[]): IgnoreList | undefined {
  if (lines.length === 0) return undefined;
  const after = ignoreText(withIgnores(context, lines)) as string;
  return { own: hasOwnIgnores(context), before: ignoreText(context), after };
}

/** Keeps a folder of packages out wherever it is: it is no part of the repository, and all Dockerfiles of the context fill their own. */
export function widened(context: BuildContext, file: Dockerfile, line: string): string {
  const name = line.slice(line.lastIndexOf('/') + 1);
  const filling = filledBy.get(name);
  const wide = `**/${name}`;
  return line !== name &&
    filling !== undefined &&
    isUntrackedAnywhere(context, name) &&
    (context.dockerfiles?.() ?? []).every(({ text }) => filling.test(text)) &&
    whyNotIgnore(context, file, [wide]) === undefined
    ? wide
    : line;
}

/** Each line once, and none that keeps out a name in one folder where another does so in all. */
export function withoutCovered(lines: readonly string[]): string[] {
  const all = new Set(lines);
  return [...all].filter((line) => !all.has(`**/${line}`));
}

/** Why lines may not come to the ignore list: it can't be written, or what a Dockerfile takes from the context would be kept out. */
export function whyNotIgnore(context: BuildContext, file: Dockerfile, lines: readonly string[]): string | undefined {
  if (!context.known) return 'nothing is known of the build context';
  if (ignoreText(context) === undefined && context.kindOf('.dockerignore') !== undefined)
    return '.dockerignore can not be read';
  const isKeptOut = keptOutBy(lines);
  const needed = [...contextSources(file).map(({ path }) => path), ...takenBy(context.dockerfiles?.() ?? [])].find(
    (path) => isKeptOut(path) && !isIgnored(context, path),
  );
  return needed && `a Dockerfile takes ${needed} from this context, which would be kept out`;
}

/** What Dockerfiles take from their context. */
const takenBy = once((dockerfiles: readonly DockerfileText[]): readonly string[] => [
  ...new Set(dockerfiles.flatMap((dockerfile) => sourcesOf(dockerfile).map(({ path }) => path))),
]);

const sourcesOf = once(({ text }: DockerfileText): readonly Source[] => {
  const parsed = parseByBuildKit(text);
  return 'problem' in parsed ? [] : contextSources(readDockerfile(parsed.file));
});
