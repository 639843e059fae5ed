import { firstWithOmit } from '../../../../knowledge/node/npm.ts';
import { isAtLeast } from '../../../../knowledge/versions.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { PackageCall } from '../../../../model/package-calls.ts';
import { versionHere } from '../../find/manager-version.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { type Place, textAt } from '../../user/place.ts';

type Installed = { readonly place: Place; readonly folder: string; readonly steps: readonly Step[] };

/** Settings that had npm go on with conflicts are taken away again before. */
function losesLenience({ place, folder, steps }: Installed): boolean {
  const runs = steps.filter(isRun).map(({ run }) => run.script);
  const isRemoved = runs.some(({ commands }) =>
    commands.some(({ name, words }) => name === 'rm' && words.some(({ value }) => /(?:^|\/)\.npmrc$/.test(value))),
  );
  const texts = [textAt(place, `${folder}/.npmrc`) ?? '', ...runs.map(({ text }) => text)];
  return isRemoved && texts.some((text) => /\b(?:legacy-peer-deps|force)\s*=\s*true\b/.test(text));
}

/** What takes away the packages that only development needs, in words of the npm that has installed them. */
export function pruneByNpm(
  project: Installed,
  { call, step }: { readonly call: PackageCall; readonly step: RunStep },
): string {
  const { place } = project;
  const version = versionHere(place.file, { stage: place.stage, step, command: call.command }, call.manager);
  const omit = version !== undefined && isAtLeast(version, firstWithOmit) ? '--omit=dev' : '--production';
  // Without it, npm finds conflicts that the install was told to go on with.
  const isLenient =
    call.options.some(({ value }) => /^(?:-f|--force|--legacy-peer-deps)$/.test(value)) || losesLenience(project);
  return ['npm prune', omit, ...leftOut(call), ...(isLenient ? ['--legacy-peer-deps'] : [])].join(' ');
}

/** What the install leaves out beside them: npm prune brings back what is missing otherwise. */
const leftOut = ({ args }: PackageCall): string[] =>
  args.flatMap(({ value }, at) => {
    const written = value === '--omit' ? `--omit=${args[at + 1]?.value}` : value;
    return /^(?:--omit=(?:optional|peer)|--no-optional)$/.test(written) ? [written] : [];
  });
