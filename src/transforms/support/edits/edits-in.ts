import { holdsStamp, printsStamp } from '../../../knowledge/programs/stamps.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../model/image-files.ts';
import { namesLike, within } from '../../../model/paths.ts';
import { type EditCall, editCallOf, type ValueOf } from '../../../model/sed/call.ts';
import { unknownValue } from '../../../model/sed/unknown.ts';
import { fixedValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { baseName } from '../../../shell/invocation.ts';
import type { Word } from '../../../shell/script.ts';
import { setsVariable } from '../artefact/with-values.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import { type Call, callsIn, resolved } from '../split/steps/calls.ts';
import type { Place } from '../user/place.ts';
import type { ContextFile, Edit, Edits } from './edit.ts';
import { whyNotAsShown } from './why-not-as-shown.ts';

/** What commands of a stage change in files, in their order. `steps` are those of the stage, as they are done. */
export function editsIn(place: Place, steps: readonly Step[]): Edits {
  const found = new Map<Edit['command'], Edit>();
  for (const ran of callsIn(place, steps)) {
    const { command, step } = ran;
    const call = step.deferred ? undefined : editCallOf(command, valueIn(step));
    if (call === undefined) continue;
    const targets = targetsOf(place, { ...ran, call, at: steps.indexOf(step) });
    const edit = { step, command, edit: call.edit, isOfEndings: call.isOfEndings, ...targets };
    found.set(command, { ...edit, why: whyNotAsShown(place, steps, edit) });
  }
  return found;
}

type Calling = Call & { readonly call: EditCall; readonly at: number };

function targetsOf(place: Place, calling: Calling): Pick<Edit, 'files' | 'others'> {
  const { files } = calling.call;
  const parts =
    'folders' in files
      ? [foundBy(place, calling, files.folders, files.pattern)]
      : files.map((word) => namedBy(place, calling, word));
  const others = parts.map((part) => part?.others);
  return {
    files: parts.flatMap((part) => part?.files ?? []),
    others: others.every((part) => part !== undefined) ? others.flat() : undefined,
  };
}

type Targets = { readonly files: readonly ContextFile[]; readonly others: readonly string[] };

/** A file, or those that a pattern is for. */
function namedBy(place: Place, calling: Calling, word: Word): Targets | undefined {
  const { file, context, stage } = place;
  const path = resolved(place, calling, word);
  if (path === undefined || /[[\]{}]/.test(path)) return undefined;
  if (/[*?]/.test(path)) return amongFiles(place, calling, [path], (one) => isMatched(one, path));
  const brought = broughtTo(file, context, stage, stage.steps[calling.at], path);
  return brought?.from === 'context'
    ? { files: [{ path, source: brought.path }], others: [] }
    : { files: [], others: [path] };
}

/** As a shell matches names: those that begin with a dot only where the pattern does. */
function isMatched(path: string, pattern: string): boolean {
  const parts = pattern.split('/');
  const isHidden = path.split('/').some((part, at) => part.startsWith('.') && parts[at]?.startsWith('.') === false);
  return namesLike(pattern).test(path) && !isHidden;
}

/** Files below folders whose names are like that. */
function foundBy(
  place: Place,
  calling: Calling,
  folders: readonly Word[],
  pattern: string | undefined,
): Targets | undefined {
  const paths = folders.map((word) => resolved(place, calling, word));
  if (paths.length === 0 || paths.some((path) => path === undefined)) return undefined;
  const isInside = within(paths as string[]);
  const like = pattern === undefined ? /^/ : namesLike(pattern);
  return amongFiles(place, calling, paths as string[], (path) => isInside(path) && like.test(baseName(path)));
}

/** All of the context that is there by then, and alike; where there is none, what is said stands for others. */
function amongFiles(
  { file, context, stage }: Place,
  { at }: Calling,
  said: readonly string[],
  isAlike: (path: string) => boolean,
): Targets | undefined {
  const all = imageFiles(file, context, stage);
  if (typeof all === 'string') return undefined;
  const isBefore = ({ step }: ImageFile): boolean => stage.steps.indexOf(step) < at;
  const files = all.flatMap((one) =>
    isBefore(one) && isAlike(one.path) ? [{ path: one.path, source: one.source }] : [],
  );
  return { files, others: files.length === 0 ? said : [] };
}

/** A dollar that no name follows is one of the script. */
const PLAIN_DOLLAR = /\$(?![A-Za-z_{(\d@*#?!$-])/g;
const DOLLAR = '\uE002';

/** What a word says; versions and the like stand there by their names. */
const valueIn =
  ({ state, run }: RunStep): ValueOf =>
  ({ text, value, literal }) => {
    if (literal || !/\$[A-Za-z_{(\d@*#?!$-]|`/.test(text)) return value;
    const unknown = (name: string): string | undefined => (holdsStamp.test(name) ? unknownValue(name) : undefined);
    const plain = text.replace(printsStamp, '${STAMP_DATE}').replace(PLAIN_DOLLAR, DOLLAR);
    if (plain.includes('`')) return undefined;
    return expandWord(plain, '\\', (name) =>
      setsVariable(run.script, name) ? unknown(name) : (fixedValue(state, name) ?? unknown(name)),
    )?.replaceAll(DOLLAR, '$');
  };
