import type { BuildContext } from '../context/build-context.ts';
import { withIgnores } from '../context/ignored.ts';
import { type ServiceTarget, withTargets } from '../context/service-targets.ts';
import type { Dockerfile } from './dockerfile.ts';
import type { Fix } from './finding.ts';
import { whyNotIgnore, withoutCovered } from './ignores.ts';

/** What changes in other files than the Dockerfile. */
export type Beside = { readonly ignores: readonly string[]; readonly targets: readonly ServiceTarget[] };

/** What a compose file was and became. */
export type ChangedCompose = {
  /** As people know it. */
  readonly file: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
};

export const besideOf = (fixes: readonly Pick<Fix, 'ignores' | 'targets'>[]): Beside => ({
  ignores: withoutCovered(fixes.flatMap(({ ignores = [] }) => ignores)),
  targets: fixes.flatMap(({ targets = [] }) => targets),
});

export const isNothing = ({ ignores, targets }: Beside): boolean => ignores.length === 0 && targets.length === 0;

/** The context as the file after a fix finds it; or why it can't be that. */
export function withBeside(
  context: BuildContext,
  file: Dockerfile,
  { ignores, targets }: Beside,
): BuildContext | string {
  const why = ignores.length === 0 ? undefined : whyNotIgnore(context, file, ignores);
  return why ?? whyNoStage(context, file, targets) ?? withTargets(withIgnores(context, ignores), targets);
}

/** A service may start an earlier stage of this file in place of its last one, and nothing else. */
function whyNoStage(
  context: BuildContext,
  { stages }: Dockerfile,
  targets: readonly ServiceTarget[],
): string | undefined {
  const unknown = targets.find(({ target }) => stages.slice(0, -1).every(({ name }) => name !== target));
  if (unknown !== undefined) return `no stage before the last one is called ${unknown.target}`;
  const stray = targets.find(
    ({ file, service }) =>
      !(context.services?.() ?? []).some(
        ({ file: by, name, builds, target }) => builds && by === file && name === service && target === undefined,
      ),
  );
  return stray && `${stray.file} does not build the last stage for ${stray.service}`;
}

/** The compose files in which two contexts differ. */
export function changedCompose(before: BuildContext, after: BuildContext): ChangedCompose[] {
  const old = before.composeFiles?.() ?? [];
  return (after.composeFiles?.() ?? []).flatMap(({ file, path, text }, index) => {
    const { text: was = text } = old[index] ?? {};
    return was === text ? [] : [{ file, path, before: was, after: text }];
  });
}
