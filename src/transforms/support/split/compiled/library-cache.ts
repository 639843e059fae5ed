import { LOCAL } from '../../../../knowledge/images/image-folders.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { saidBy } from '../../../../model/run.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import type { BuiltPrograms } from '../../artefact/built-programs.ts';
import { buildTexts } from '../project/build-texts.ts';
import { systemCalls } from '../steps/system-calls.ts';
import type { Installed } from './installed-below.ts';
import type { ReadProject } from './project.ts';

/** `ldconfig`, `ldconfig /opt/shop/lib`: it writes down where libraries are, and programs go by that (ld.so(8)). */
export const cachesLibraries = (command: Command): boolean =>
  toolOf(command) === 'ldconfig' &&
  command.words.slice(1).every(({ value, literal }) => literal && /^(?:\/[\w./-]+|-[nv]+)$/.test(value));

/** How the stage that runs comes to know the libraries that come along, where the one that builds did. musl looks into /usr/local/lib by itself. */
export function cacheOf(project: ReadProject, built: BuiltPrograms, { taken, holds }: Installed): readonly string[] {
  if (taken.length === 0 || rootImage(project.place.stage)?.family === 'alpine') return [];
  const named = built.commands.map(({ command }) => (cachesLibraries(command) ? foldersOf(command).filter(holds) : []));
  const folders = named.findLast((each) => each.length > 0);
  if (folders !== undefined) return [['ldconfig', ...folders].join(' ')];
  return isLookedInto(project, taken) && isWritten(project, built) ? ['ldconfig'] : [];
}

const foldersOf = ({ words }: Command): string[] =>
  words.some(({ value }) => /^-\w*n/.test(value))
    ? []
    : words.slice(1).flatMap(({ value }) => (value.startsWith('/') ? [value] : []));

/** Debian's libc names /usr/local/lib in ld.so.conf.d, and a file may name other folders there. */
const isLookedInto = (project: ReadProject, taken: Installed['taken']): boolean =>
  taken.some(({ path }) => path === LOCAL) || buildTexts(project).some((text) => text.includes('/etc/ld.so.conf'));

/**
 * A step calls it, or a file of the build does, or apt does with what has libraries; and what is fetched may do so as it installs (zlib:
 * Makefile.in), where nothing else has programs look there.
 */
function isWritten(project: ReadProject, { prefixes, programs }: BuiltPrograms): boolean {
  const { place, steps } = project;
  const [prefix] = prefixes;
  const first = prefix?.step ?? programs[0]?.step;
  const later = first === undefined ? steps : steps.slice(steps.indexOf(first));
  const isFetched = prefixes.some(({ isRead }) => !isRead);
  return (
    (isFetched && !place.stage.steps.some((step) => SAYS_WHERE.test(saidBy(step)))) ||
    buildTexts(project).some((text) => /\bldconfig\b/.test(text)) ||
    systemCalls(later).some(
      ({ call: { verb, command }, step }) =>
        CHANGES.test(verb.value) && (step !== first || command.start > (prefix?.command.start ?? 0)),
    )
  );
}

const SAYS_WHERE = /\bLD_LIBRARY_PATH\b.*\/usr\/local\/lib\b/;
const CHANGES = /^(?:autoremove|build-dep|install|purge|remove|(?:dist-|full-)?upgrade)$/;
