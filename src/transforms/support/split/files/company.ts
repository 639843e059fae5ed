import { imageFiles } from '../../../../model/image-files.ts';
import { namesLike, parentOf } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { listed } from '../../wording.ts';
import type { Build, Taken } from '../runtime.ts';

/**
 * What comes along, with a file that is sure to be there beside those that may not be: BuildKit takes a pattern that finds nothing, other
 * builders do only where the same COPY finds something else (github.com/containers/buildah/issues/5742,
 * github.com/GoogleContainerTools/kaniko/issues/3069). Or why there is none.
 */
export function inCompany(
  { place: { file, context, stage }, steps }: Build,
  taken: readonly Taken[],
): Taken[] | string {
  const patterns = taken.filter(({ isUnsure }) => isUnsure);
  const company: Taken[] = [];
  for (const folder of new Set(patterns.map(({ path }) => parentOf(path)))) {
    const isThere = ({ path, kind, isUnsure }: Taken): boolean =>
      kind === 'file' && !isUnsure && parentOf(path) === folder;
    if (taken.some(isThere)) continue;
    const files = imageFiles(file, context, stage);
    const known = typeof files === 'string' ? [] : files;
    const own = known
      .filter(({ path, step, mayBeFolder }) => parentOf(path) === folder && steps.includes(step) && !mayBeFolder)
      .map(({ path }) => path);
    const names = patterns.filter(({ path }) => parentOf(path) === folder).map(({ path }) => baseName(path));
    if (names.some((name) => own.some((path) => namesLike(name).test(baseName(path))))) continue;
    const path = own.find((one) => MANIFEST.test(baseName(one))) ?? own[0];
    if (path === undefined)
      return `nothing else is known to be in ${folder}, and a COPY of ${listed(names)} alone fails with some builders where there is none`;
    company.push({ path, kind: 'file' });
  }
  return [...company, ...taken];
}

/** It is no secret, and small. */
const MANIFEST = /^(?:Cargo\.toml|build\.gradle(?:\.kts)?|composer\.json|go\.mod|package\.json|pom\.xml|.+\.csproj)$/;
