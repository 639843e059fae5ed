import { buildPackage } from '../../../../knowledge/node-packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { concernsSystem, hasRole, isPackageName, packageCalls, packageName } from '../../../../model/package-calls.ts';
import { isRun } from '../../rewrite/rewrite.ts';

/** Packages that steps install for the system, by what they are for. */
export type SystemPackages = {
  /** What only a build needs. */
  readonly forBuild: readonly string[];
  /** Headers and libraries to build with. */
  readonly development: readonly string[];
  readonly others: readonly string[];
};

/** What steps install and leave there; or which of it is known only at build time. */
export function systemPackages(steps: readonly Step[]): SystemPackages | string {
  const names = new Set<string>();
  for (const { run } of steps.filter(isRun)) {
    const calls = packageCalls(run.script).filter(concernsSystem);
    const removed = new Set(
      calls
        .filter((call) => hasRole(call, 'remove'))
        .flatMap(({ operands }) => operands.map((word) => packageName(word))),
    );
    for (const call of calls.filter((each) => hasRole(each, 'install'))) {
      const group = call.args.findIndex(({ value }) => /^(?:-t|--virtual)(?:=|$)/.test(value));
      const name = group === -1 ? undefined : (call.args[group]?.value.split('=')[1] ?? call.args[group + 1]?.value);
      if (name !== undefined && removed.has(name)) continue;
      for (const word of call.operands) {
        if (word.value === name) continue;
        if (!isPackageName(word)) return `${call.tool.value} installs ${word.text}, which is not known by its name`;
        if (!removed.has(packageName(word))) names.add(packageName(word));
      }
    }
  }
  const all = [...names];
  const isDevelopment = (name: string): boolean => /-dev(?:el)?$/.test(name) && !buildPackage.test(name);
  return {
    forBuild: all.filter((name) => buildPackage.test(name)),
    development: all.filter(isDevelopment),
    others: all.filter((name) => !buildPackage.test(name) && !isDevelopment(name)),
  };
}
