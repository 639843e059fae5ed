import type { BuildContext } from '../context/build-context.ts';
import {
  expandsIn,
  programFolders,
  quoted,
  shellCharacters,
  shellWords,
  transparentImages,
} from '../knowledge/programs/exec-form.ts';
import { copiedText } from '../model/copied-files.ts';
import { type Dockerfile, lineage, rootBase, type Stage, type Step, stagesOn } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { actingOf, type Instruction, jsonForm } from '../syntax/instruction.ts';
import { toSourceSpan } from '../syntax/joined.ts';
import type { Span } from '../syntax/text.ts';
import { splitWords, unquote } from '../syntax/words.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'exec-form',
  title: 'CMD and ENTRYPOINT start their program without a shell',
  why: 'A shell in front of the program may keep signals from it: the container then ignores `docker stop` until it is killed.',
  phase: 'words',
  maxSafety: 'review',
  covers: ['DL3025', 'JSONArgsRecommended'],
  references: [
    'https://docs.docker.com/reference/build-checks/json-args-recommended/',
    'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      if (!startsByShell(step.instruction)) continue;
      const at = step.instruction.span;
      const message = `${step.instruction.keyword} starts a shell, which starts the program`;
      const words = wordsOf(step.instruction, file.source.escape);
      const declined = whyLeft({ file, stage, step, words: words.map(({ value }) => value), context });
      if (declined === undefined) yield { at, message, fix: withoutShell(file, step, words) };
      else yield { at, message, declined };
    }
  }
}

function startsByShell({ keyword, args }: Instruction): boolean {
  const starts = keyword === 'CMD' || keyword === 'ENTRYPOINT';
  return starts && args.text !== '' && jsonForm(args) === undefined;
}

/** A word of the joined text. */
type Word = Span & { readonly value: string };

const wordsOf = ({ args: { text } }: Instruction, escape: string): Word[] =>
  splitWords(text, escape).map(({ start, end }) => ({ start, end, value: unquote(text.slice(start, end), escape) }));

type Place = {
  readonly file: Dockerfile;
  readonly stage: Stage;
  readonly step: Step;
  readonly words: readonly string[];
  readonly context: BuildContext;
};

function whyLeft(place: Place): string | undefined {
  const { instruction, state } = place.step;
  const { text } = place.file.source;
  if (instruction.args.text.startsWith('[')) return 'it looks like JSON, but is none';
  if (text.slice(instruction.span.start, instruction.span.end).endsWith(place.file.source.escape))
    return 'it ends in a continuation with nothing behind it';
  if (instruction.comments.length > 0) return 'comments stand between its lines';
  const special = shellCharacters.exec(withoutQuotes(instruction.args.text))?.[0];
  if (special !== undefined) return `only a shell knows what ${special} means`;
  if (state.shell !== undefined) return 'SHELL says which shell is to start it';
  return whyOnlyAShell(place) ?? whyOthersNotice(place);
}

/** The text with a letter for each part in quotes that a shell takes as it is. */
const withoutQuotes = (text: string): string => text.replace(quoted, (part) => (expandsIn.test(part) ? part : 'q'));

function whyOnlyAShell({ file, stage, step, words: [program = ''], context }: Place): string | undefined {
  if (program === '' || program.startsWith('-') || program.includes('=')) return 'it does not begin with a program';
  if (program === 'exec') return 'exec replaces the shell by the program already';
  if (shellWords.has(program)) return `only a shell knows ${program}`;
  const isFile = program.includes('/') || /\.\w+$/.test(program);
  if (!isFile || programFolders.some((folder) => program.startsWith(folder))) return undefined;
  const script = copiedText(file, stage, step, program, (path) => context.readText(path));
  if (script === undefined) return `${program} can not be read here, and may be a script that only a shell can start`;
  return script.startsWith('#!') ? undefined : `${program} has no #! line, so only a shell can start it`;
}

/** Who else goes by the command: ENTRYPOINT gets CMD as its arguments, and a shell ignores them. */
function whyOthersNotice({ file, stage, step: { instruction }, context }: Place): string | undefined {
  const root = rootBase(stage);
  if (root.kind !== 'image' || !transparentImages.has(root.image.name))
    return 'the base image may have an ENTRYPOINT or a SHELL that goes by the command';
  if (instruction.keyword === 'CMD') {
    return [...lineage(stage)].some((ancestor) => has(ancestor, 'ENTRYPOINT'))
      ? 'ENTRYPOINT gets the command as its arguments, and would get others'
      : undefined;
  }
  if (stagesOn(file, stage).some((heir) => has(heir, 'CMD')))
    return 'CMD, which the shell ignores, would become its arguments';
  const service = (context.services?.() ?? []).find(
    ({ command, entrypoint }) => (command?.length ?? 0) > 0 && entrypoint === undefined,
  );
  return (
    service && `the command of ${service.name} in ${service.file}, which the shell ignores, would become its arguments`
  );
}

const has = ({ steps }: Stage, keyword: string): boolean =>
  steps.some(({ instruction }) => actingOf(instruction).keyword === keyword);

/** Words that follow each other on a line, and where they stand in the joined text and in the file. */
type Row = { readonly joined: Span; readonly span: Span; readonly values: readonly string[] };

function rowsOf({ source }: Dockerfile, { args }: Instruction, words: readonly Word[]): Row[] {
  const rows: Row[] = [];
  for (const { start, end, value } of words) {
    const span = toSourceSpan(args, start, end);
    const last = rows.at(-1);
    const isNext = last !== undefined && !source.text.slice(last.span.end, span.start).includes('\n');
    const { joined, span: before, values } = isNext ? last : { joined: { start }, span, values: [] };
    const row = {
      joined: { start: joined.start, end },
      span: { start: before.start, end: span.end },
      values: [...values, value],
    };
    rows.splice(isNext ? -1 : rows.length, 1, row);
  }
  return rows;
}

/** Each word stays on its line. */
function withoutShell(file: Dockerfile, step: Step, words: readonly Word[]): Fix {
  const { args, keyword } = step.instruction;
  const gets =
    keyword === 'CMD' ? 'its signals' : 'its signals, and the arguments of docker run, which a shell ignores';
  const rows = rowsOf(file, step.instruction, words).map((row, at, all) => {
    const list = row.values.map((value) => JSON.stringify(value)).join(', ');
    return { ...row, list: `${at === 0 ? '[' : ''}${list}${at === all.length - 1 ? ']' : ','}` };
  });
  const text = rows.map(({ joined, list }, at) => args.text.slice(rows[at - 1]?.joined.end ?? 0, joined.start) + list);
  return {
    edits: rows.map(({ span, list }) => ({ ...span, text: list })),
    changes: [{ kind: 'replaceStep', step: idOf(step), head: keyword, text: text.join('') }],
    safety: 'review',
    reason: `nothing in it needs a shell; ${words[0]?.value} becomes the first process of the container and gets ${gets}`,
    scope: [],
  };
}

export const execForm: Transform = { meta, find };
