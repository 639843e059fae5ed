import { isForBuild } from '../../../../knowledge/projects/build-variables.ts';
import { asIn, type Dockerfile, fromParts, type Stage, type Step } from '../../../../model/dockerfile.ts';
import type { Edit } from '../../../../model/finding.ts';
import { saidBy } from '../../../../model/run.ts';
import { assignments } from '../../../../model/state.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { ABOUT_CONTAINERS } from '../../../../syntax/instruction.ts';
import { toSource } from '../../../../syntax/joined.ts';
import { lineEnding, lineStart } from '../../../../syntax/text.ts';
import { usualCase } from '../../find/casing.ts';
import { endsBlank, headingComments, removal } from '../../rewrite/move.ts';
import { combine, idOf, type Rewrite } from '../../rewrite/rewrite.ts';
import { isRoot } from '../../user/runs-as.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { withOwners } from '../owners/copied.ts';
import { madeFirst } from '../owners/made-first.ts';
import type { Runtime } from '../runtime.ts';
import { copiesOf } from './copies.ts';
import { installOf, runOf } from './install.ts';

/** An instruction of the new stage: as it stands in the file, and as a builder reads it. */
type Line = { readonly text: string; readonly said: string };

/** The stage becomes one that builds, up to a step and with it, and one that runs. */
export function splitBehind(file: Dockerfile, stage: Stage, last: Step, runtime: Runtime): Rewrite {
  const at = stage.steps.indexOf(last) + 1;
  const [before, behind] = [stage.steps.slice(0, at), stage.steps.slice(at)];
  const moved = before.filter(({ instruction }) => leavesBuilder(instruction.keyword));
  const builder = builderName(file, stage);
  const between = runtime.apart === undefined ? undefined : { name: betweenName(file), command: runtime.apart };
  const { name } = fromParts(stage.from);
  const lines = linesOf(file, { stage, before, behind, runtime, source: between?.name ?? builder });
  const place = behind[0] === undefined ? undefined : topOf(file, behind[0]);
  const base = [...stage.from.flags.map(({ text }) => text), runtime.base].join(' ');
  const settings = { base, ...(name !== undefined && { name: name.toLowerCase() }) };
  const above = [...itemsOf(file)].filter((id) => place === undefined || id < place);
  const comments = moved.flatMap((step) => headingComments(file, step).map(({ span }) => span.start));
  const gone = [...comments, ...moved.map(idOf)].sort((a, b) => a - b);
  const rest = place === undefined ? [] : itemsOf(file).filter((id) => id >= place);
  const behindWhich = above.filter((id) => !gone.includes(id)).at(-1) as number;
  const built = builtAtLast(file, last, runtime.command);
  const written = usualCase(file.source);
  const edits = [
    nameEdit(file, stage, builder),
    ...built.edits,
    ...moved.map((step) => removal(file, step, headingComments(file, step))),
    stageEdit(file, place, [fromLine(file, base, name), ...lines.map(({ text }) => text)], {
      moved: moved.map((step) => ownText(file, step)),
      between: between && [
        `${written('FROM')} ${builder} ${written('AS')} ${between.name}`,
        `${written('RUN')} ${between.command}`,
      ],
    }),
  ];
  return combine(...runtime.builder, {
    edits,
    changes: [
      ...built.changes,
      {
        kind: 'splitStage',
        step: stage.from.span.start,
        builder,
        ...(between !== undefined && { between }),
        ...(runtime.sources !== undefined && { sources: runtime.sources }),
        ...settings,
        behind: behindWhich === idOf(last) && built.changes.length > 0 ? AT_LAST : behindWhich,
        runtime: [...lines.map(({ said }) => said), ...gone, ...rest],
      },
    ],
  });
}

/** How changes name the new RUN. */
const AT_LAST = -1;

/** A RUN behind the last of the build. */
function builtAtLast(file: Dockerfile, last: Step, command: string | undefined): Rewrite {
  if (command === undefined) return { edits: [], changes: [] };
  const { text } = file.source;
  const { end } = last.instruction.span;
  const before = itemsOf(file).find((id) => id > idOf(last)) as number;
  const joint = isAiry(file) ? lineEnding(text) : '';
  return {
    edits: [{ start: end, end, text: `${joint}${lineEnding(text)}${usualCase(file.source)('RUN')} ${command}` }],
    changes: [{ kind: 'insertRun', like: idOf(last), before, command, as: AT_LAST, isPlain: true }],
  };
}

/** It says something of containers, and nothing to the build. */
export const leavesBuilder = (keyword: Step['instruction']['keyword']): boolean =>
  ABOUT_CONTAINERS.includes(keyword) || keyword === 'VOLUME';

const NAMES = ['builder', 'build', 'compile', 'build-stage'];

/** As most people call it, where no other stage is called so. */
export const builderName = ({ stages }: Dockerfile, stage: Stage): string => {
  const taken = stages.map(({ name }) => name);
  return NAMES.find((name) => !taken.includes(name)) ?? `builder-${stage.index}`;
};

const betweenName = ({ stages }: Dockerfile): string =>
  stages.some(({ name }) => name === 'pruned') ? `pruned-${stages.length}` : 'pruned';

/** All instructions and all comments between them, by their offsets. */
function itemsOf({ source: { instructions, comments } }: Dockerfile): number[] {
  const inner = new Set(instructions.flatMap((instruction) => instruction.comments));
  const items = [...instructions, ...comments.filter((comment) => !inner.has(comment))];
  return items.map(({ span }) => span.start).sort((a, b) => a - b);
}

const topOf = (file: Dockerfile, step: Step): number =>
  lineStart(file.source.text, headingComments(file, step)[0]?.span.start ?? idOf(step));

function nameEdit({ source: { text } }: Dockerfile, { from }: Stage, builder: string): Edit {
  const as = asIn(from);
  const [start, end] = [as === undefined ? from.span.end : toSource(from.args, as.end), from.span.end];
  const keyword = text.slice(from.keywordSpan.start, from.keywordSpan.end);
  const joint = as === undefined ? ` ${keyword === keyword.toLowerCase() ? 'as' : 'AS'} ` : ' ';
  return { start, end, text: joint + builder };
}

const fromLine = (file: Dockerfile, base: string, name: string | undefined): string => {
  const written = usualCase(file.source);
  return `${written('FROM')} ${base}${name === undefined ? '' : ` ${written('AS')} ${name}`}`;
};

type Parts = {
  readonly stage: Stage;
  readonly before: readonly Step[];
  readonly behind: readonly Step[];
  readonly runtime: Runtime;
  /** The stage that files come from. */
  readonly source: string;
};

function linesOf(file: Dockerfile, parts: Parts): Line[] {
  const { stage, behind, runtime, source } = parts;
  const folder = behind[0] === undefined ? stage.end.workdir : behind[0].state.workdir;
  const { installed } = runtime;
  const isOfBase = folder === undefined && runtime.base === fromParts(stage.from).base;
  const isSaid = goesElsewhere(behind) || isOfBase;
  const start = isSaid ? (installed?.folder ?? '/') : (folder ?? startingFolder(stage));
  const again = runtime.repeated.filter((step) => !isArgument(step));
  // What is given to a user in the folder that containers start in has it there.
  const isFirst = start !== '/' && installed === undefined && again.some((step) => givesFolder(step, start));
  const user = lastUser(parts.before);
  const enter = (path: string): Line => ({ text: `${written('WORKDIR')} ${path}`, said: `WORKDIR ${path}` });
  const written = usualCase(file.source);
  const install = installOf(file, stage, runtime);
  return [
    ...repeatedSettings(file, parts),
    ...(install === undefined ? [] : [install]),
    ...runOfAll(file, runtime.made),
    ...(isFirst ? [enter(start)] : []),
    ...again.map(asWritten(parts.before)).map((step) => ({ text: ownText(file, step), said: saidOf(step) })),
    ...runOfAll(file, madeFirst(runtime)),
    ...(installed === undefined ? [] : [enter(installed.folder), runOf(file, [installed.command])]),
    ...(isFirst || start === (installed?.folder ?? '/') ? [] : [enter(start)]),
    ...copiesOf(withOwners({ file, stage }, runtime.taken), start).map((copy) => ({
      text: `${written('COPY')} --from=${source} ${copy}`,
      said: `COPY --from=${source} ${copy}`,
    })),
    ...runOfAll(file, runtime.last),
    ...(user === undefined || isRoot(user.instruction.args.text)
      ? []
      : [{ text: ownText(file, user), said: saidOf(user) }]),
  ];
}

/** Steps are read as they are done, and said again as they stand in the file. */
const asWritten =
  (before: readonly Step[]) =>
  (step: Step): Step =>
    before.find(({ instruction }) => instruction === step.instruction) ?? step;

const runOfAll = (file: Dockerfile, commands: readonly string[] = []): Line[] =>
  commands.length === 0 ? [] : [runOf(file, commands)];

const givesFolder = ({ state, run }: Step, folder: string): boolean =>
  state.workdir === folder && run?.script.commands.some((command) => toolOf(command) === 'chown') === true;

/** Who steps behind a build are run by, and containers where nothing behind it says otherwise. */
const lastUser = (before: readonly Step[]): Step | undefined =>
  before.findLast(({ instruction: { keyword } }) => keyword === 'USER');

/** Nothing asks for the folder before a step names another one. */
function goesElsewhere(behind: readonly Step[]): boolean {
  const first = behind.find(({ instruction: { keyword } }) => !NO_FOLDER.has(keyword));
  return first?.instruction.keyword === 'WORKDIR' && first.instruction.args.text.startsWith('/');
}

const NO_FOLDER: ReadonlySet<string> = new Set([...ABOUT_CONTAINERS, 'ARG', 'ENV', 'USER']);

/** What a shell reads goes by its words, however its lines are broken. */
function saidOf({ instruction: { keyword, flags, args }, run }: Step): string {
  const script = run?.asWritten ?? run?.script;
  const words = script?.opaque === undefined ? script?.tokens.map(({ text }) => text).join(' ') : undefined;
  return [keyword, ...flags.map(({ text }) => text), words || args.text].join(' ');
}

/** Variables that reach containers, and the arguments that they and what follows go by. */
function repeatedSettings(file: Dockerfile, { before, behind, runtime }: Parts): Line[] {
  const { added, repeated: again, installed } = runtime;
  const { escape } = file.source;
  const aboutContainers = before.filter(({ instruction }) => leavesBuilder(instruction.keyword));
  const isInstalling =
    installed !== undefined || [...again, ...aboutContainers, ...behind].some((step) => CALLS_NPM.test(saidBy(step)));
  const reachesContainers = ({ instruction: { keyword, args } }: Step): boolean =>
    keyword === 'ENV' &&
    assignments(args.text, escape).some(
      ([name, value]) => !isForBuild(name, value) || (isInstalling && isOfNpm.test(name)),
    );
  const users = [...before.filter(reachesContainers), ...aboutContainers, ...again, ...behind];
  const user = lastUser(before);
  const own = user !== undefined && isRoot(user.instruction.args.text) ? [user] : [];
  const repeated = new Set([...before.filter(reachesContainers), ...own, ...again.filter(isArgument)]);
  const used = new Set(users.flatMap(variablesIn));
  // What goes by a setting stands below it.
  for (const step of before.toReversed()) {
    if (!settingsOf(step, escape).some((name) => used.has(name))) continue;
    repeated.add(step);
    for (const name of variablesIn(step)) used.add(name);
  }
  return before.flatMap((step) => {
    const own = step === added?.above ? [settingLine(file, added.setting)] : [];
    return repeated.has(step) ? [...own, { text: ownText(file, step), said: saidOf(step) }] : own;
  });
}

/** What installs in the stage that runs, or when containers start, heeds settings that else only builds do. */
const CALLS_NPM = /\b(?:corepack|npm|npx|pnpm|yarn)\b/;
const isOfNpm = /^(?:npm_config_|yarn_)/i;

const isArgument = ({ instruction: { keyword } }: Step): boolean => keyword === 'ARG';

const variablesIn = (step: Step): string[] => [...saidBy(step).matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);

/** What an ARG or ENV sets, but for the PATH, which every image has. */
function settingsOf({ instruction: { keyword, args } }: Step, escape: string): string[] {
  if (keyword === 'ARG') return [/^\w+/.exec(args.text)?.[0] ?? ''];
  return keyword === 'ENV' ? assignments(args.text, escape).flatMap(([name]) => (name === 'PATH' ? [] : [name])) : [];
}

const settingLine = (file: Dockerfile, setting: string): Line => ({
  text: `${usualCase(file.source)('ENV')} ${setting}`,
  said: `ENV ${setting}`,
});

/** As it stands in the file, comments on it included; comments inside are not said twice. */
function ownText(file: Dockerfile, step: Step): string {
  const { text } = file.source;
  const { span, comments } = step.instruction;
  if (comments.length > 0 && !leavesBuilder(step.instruction.keyword)) return saidOf(step);
  const top = leavesBuilder(step.instruction.keyword) ? topOf(file, step) : span.start;
  return text.slice(top, span.end);
}

/** The new stage between the two parts of the old one, set apart as the author sets things apart. */
function stageEdit(
  file: Dockerfile,
  place: number | undefined,
  lines: readonly string[],
  { moved, between = [] }: { readonly moved: readonly string[]; readonly between: readonly string[] | undefined },
): Edit {
  const { text } = file.source;
  const ending = lineEnding(text);
  const joint = isAiry(file) ? ending + ending : ending;
  const stages = [between, [...lines, ...moved]].filter((stage) => stage.length > 0);
  const block = stages.map((stage) => stage.join(joint)).join(ending + ending);
  if (place === undefined) {
    const end = text.trimEnd().length;
    return { start: end, end, text: ending + ending + block };
  }
  const apart = endsBlank(text.slice(0, place));
  return {
    start: place,
    end: place,
    text: `${apart ? '' : ending}${block}${apart || isAiry(file) ? ending + ending : ending}`,
  };
}

/** Most instructions stand apart from those above them. */
function isAiry({ source: { text, instructions } }: Dockerfile): boolean {
  const inside = instructions.slice(1);
  const apart = inside.filter(({ span }, index) =>
    /\n[ \t]*\r?\n/.test(text.slice((instructions[index] as (typeof instructions)[number]).span.end, span.start)),
  );
  return inside.length > 2 && apart.length > (inside.length * 2) / 3;
}
