import { builderVariables } from '../../../../knowledge/images/builder-variables.ts';
import { fromTheBaseUp, rootReference, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { saidBy } from '../../../../model/run.ts';
import { assignments } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { escaped } from '../../../../syntax/text.ts';
import type { SourceText } from '../../artefact/sources.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Build } from '../runtime.ts';
import { leavesBuilder } from './rewrite-split.ts';

/** Why the stage that runs would miss a variable that only the image of the one that builds sets: a step of it or what it starts goes by that. */
export function whyVariable({ place, started, steps, behind }: Build, repeated: readonly Step[]): string | undefined {
  const names = namesIn(place);
  if (names.length === 0) return undefined;
  const isAgain = (step: Step): boolean =>
    step.instruction.keyword === 'ENV' || leavesBuilder(step.instruction.keyword) || repeated.includes(step);
  const texts = [
    ...[...steps.filter(isAgain), ...behind].map((step) => ({
      text: saidBy(step),
      by: placeOf(place, step),
    })),
    ...started.programs.flatMap(({ args, by }) => args.map(({ text }) => ({ text, by }))),
    ...started.scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
  ];
  return firstReason(texts, ({ text, by }) => whyNamed(names, (name) => `\\$\\{?${name}(?!\\w)`, text, by));
}

/** The same of sources, which ask for a variable by its name. */
export function whyVariableRead(place: Place, sources: readonly SourceText[] | string): string | undefined {
  const names = namesIn(place);
  if (names.length === 0 || typeof sources === 'string') return undefined;
  return firstReason(sources, ({ text, path }) => whyNamed(names, (name) => `["']${name}["']`, text, path));
}

function whyNamed(
  names: readonly string[],
  like: (name: string) => string,
  text: string,
  by: string,
): string | undefined {
  const name = names.find((each) => new RegExp(like(escaped(each))).test(text));
  return (
    name &&
    `${by} goes by ${name}, which only the image that builds sets: with its value in its place it could be split`
  );
}

/** Those that no ENV sets anew. */
function namesIn({ file, stage }: Place): string[] {
  const image = rootReference(stage);
  const set = new Set(fromTheBaseUp(stage).flatMap((one) => setBy(one, file.source.escape)));
  return image === undefined ? [] : builderVariables(image.name).filter((name) => !set.has(name));
}

const setBy = ({ steps }: Stage, escape: string): string[] =>
  steps.flatMap(({ instruction: { keyword, args } }) =>
    keyword === 'ENV' ? assignments(args.text, escape).map(([name]) => name) : [],
  );
