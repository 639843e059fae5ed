import type { Step } from '../../../../model/dockerfile.ts';
import { concernsSystem, installs, type PackageCall, packageCalls } from '../../../../model/package-calls.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';

/** A call of a package manager of the system. */
export type SystemCall = { readonly call: PackageCall; readonly step: RunStep };

export const systemCalls = (steps: readonly Step[]): SystemCall[] =>
  steps
    .filter(isRun)
    .flatMap((step) => packageCalls(step.run.script).map((call) => ({ call, step })))
    .filter(({ call }) => concernsSystem(call));

/** Calls that install packages of the system. */
export const systemInstalls = (steps: readonly Step[]): PackageCall[] =>
  systemCalls(steps)
    .map(({ call }) => call)
    .filter(installs);

/** `.build-deps` of `apk add --virtual .build-deps`. */
export function groupOf({ args }: PackageCall): string | undefined {
  const at = args.findIndex(({ value }) => /^(?:-t|--virtual)(?:=|$)/.test(value));
  const [, own] = args[at]?.value.split('=') ?? [];
  return own ?? (at === -1 ? undefined : args[at + 1]?.value);
}
