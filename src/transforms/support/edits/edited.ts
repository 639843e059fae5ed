import type { BuildContext } from '../../../context/build-context.ts';
import { asked } from '../../../context/lazily.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { withoutUnknown } from '../../../model/sed/unknown.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { buildText } from '../scripts/build-text.ts';
import type { Place } from '../user/place.ts';
import { placeOf } from '../wording.ts';
import type { Edit } from './edit.ts';
import { editsIn } from './edits-in.ts';

/** Text of a build that may change files where they are. */
const MAY_EDIT = /\b(?:sed|dos2unix)\b/;

/** The place with the texts of the build context as its steps change them; or why those that somebody reads are not known. */
export function withEdits(place: Place, stepsOf: (stage: Stage) => readonly Step[]): Place | string {
  if (!MAY_EDIT.test(buildText(place.file))) return place;
  const edits = editsIn(place, stepsOf(place.stage));
  const all = [...edits.values()];
  const unknown = all.find(({ files, why, command }) => why && (files.length > 0 || SEARCHES.has(toolOf(command))));
  if (unknown !== undefined) return `${placeOf(place, unknown.step)}: ${unknown.why}`;
  return { ...place, edits, context: all.some(changesTexts) ? asEdited(place.context, all) : place.context };
}

const SEARCHES: ReadonlySet<string> = new Set(['find', 'xargs']);

const changesTexts = ({ files, others, isOfEndings }: Edit): boolean =>
  files.length > 0 || (others === undefined && isOfEndings);

/** The same object for the same edits, so that what is found of it is kept from pass to pass. */
function asEdited(context: BuildContext, edits: readonly Edit[]): BuildContext {
  const key = JSON.stringify(edits.map(({ command, files }) => [command.words.map(({ text }) => text), files]));
  const known = contexts(context).get(key);
  if (known !== undefined) return known;
  const own: BuildContext = { ...context, readText: asked((path) => textAfter(edits, path, context.readText(path))) };
  contexts(context).set(key, own);
  return own;
}

const contexts = once((_: BuildContext) => new Map<string, BuildContext>());

function textAfter(edits: readonly Edit[], path: string, text: string | undefined): string | undefined {
  let left = text;
  for (const { files, others, edit, isOfEndings } of edits) {
    const isOfAll = others === undefined && isOfEndings;
    if (!isOfAll && !files.some(({ source }) => source === path)) continue;
    left = left === undefined ? undefined : edit?.(left);
  }
  return left && withoutUnknown(left);
}
