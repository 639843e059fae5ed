import { besideLibc } from '../../../../knowledge/compiled/beside-libc.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Distribution } from '../system/runtime-base.ts';
import type { ReadProject } from './project.ts';

/** Packages with libraries that a program is linked with and for which nobody installs anything. */
export function packagesBesideLibc(project: ReadProject, { family, release = '' }: Distribution): string[] {
  if (family !== 'debian') return [];
  const { read } = project;
  const sources = typeof read === 'string' ? [] : read;
  const builds = buildTexts(project);
  return besideLibc
    .filter(
      ({ inBuilds, inSources }) =>
        builds.some((text) => inBuilds.test(text)) || sources.some(({ text }) => inSources.test(text)),
    )
    .flatMap(({ packages }) => packages[release] ?? []);
}
