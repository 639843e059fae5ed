import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import type { Place } from '../user/place.ts';
import { ranIn } from './calls.ts';
import type { Taken } from './runtime.ts';

/** What a folder that a COPY makes has anyway (docs.docker.com/reference/dockerfile/#copy): all may read it, and its owner may write. */
const USUAL = /^(?:0?755|[augo]*\+[rxX]+|u\+[rwxX]+)$/;

/** A COPY of a folder brings what is in it as it is, and makes the folder itself anew. */
export function whyMode(place: Place, steps: readonly Step[], taken: readonly Taken[]): string | undefined {
  for (const { command, folder, tool } of ranIn(place, steps)) {
    if (tool !== 'chmod') continue;
    const words = command.words.slice(1).map(({ value }) => value);
    const [mode = '', ...paths] = words.filter((word) => !/^-[cfvR]+$|^--/.test(word));
    const isBelowAsWell = words.some((word) => /^-[cfv]*R|^--recursive$/.test(word));
    const changed = paths.map((path) => absolutePath(path, folder));
    const found = taken.find(
      ({ path, kind }) => kind === 'folder' && (changed.includes(path) || (isBelowAsWell && within(changed)(path))),
    );
    if (found !== undefined && !USUAL.test(mode))
      return `chmod ${mode} says who may do what in ${found.path}, which a copy from another stage would not keep`;
  }
  return undefined;
}
