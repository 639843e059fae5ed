import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { meaningOf } from '../model/variables.ts';
import { actingOf } from '../syntax/instruction.ts';
import { toSource } from '../syntax/joined.ts';
import { splitWords } from '../syntax/words.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'env-equals',
  title: 'ENV and LABEL are written with an equals sign',
  why: 'Without it, everything after the name is one value, also what looks like a second setting or a comment. The form is deprecated.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['LegacyKeyValueFormat'],
  references: ['https://docs.docker.com/reference/build-checks/legacy-key-value-format/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const step of file.stages.flatMap(({ steps }) => steps)) {
    const setting = settingWithoutEquals(step);
    if (setting === undefined) continue;
    const at = step.instruction.span;
    const message = `${setting.keyword} without an equals sign`;
    const declined = whyLeft(file, step, setting);
    if (declined === undefined) yield { at, message, fix: withEquals(file, step, setting) };
    else yield { at, message, declined };
  }
}

/** `NAME value`: everything after the name is the value. */
type Setting = {
  readonly keyword: 'ENV' | 'LABEL';
  readonly name: string;
  readonly value: string;
  /** Where the value starts in the text of the instruction. */
  readonly valueStart: number;
};

function settingWithoutEquals({ instruction }: Step): Setting | undefined {
  const { keyword, args } = actingOf(instruction);
  if (keyword !== 'ENV' && keyword !== 'LABEL') return undefined;
  const [, name, gap, value] = /^((?:[^\s=]|\ufeff)+)([^\S\ufeff]+)([\s\S]+)$/.exec(args.text) ?? [];
  if (name === undefined || gap === undefined || value === undefined) return undefined;
  return { keyword, name, value, valueStart: name.length + gap.length };
}

function whyLeft(file: Dockerfile, { instruction }: Step, { name, value }: Setting): string | undefined {
  const { text, escape } = file.source;
  if (text.slice(instruction.span.start, instruction.span.end).includes('\n'))
    return 'it goes over several lines, all of which are one value';
  if (!/^[\w./-]+$/.test(name)) return 'its name is no plain word';
  if (value.startsWith('=')) return 'its value begins with an equals sign, which is hardly what was meant';
  if (/\s#/.test(value)) return 'what looks like a comment is part of its value, which is hardly what was meant';
  return staysTheSame(value, escape) ? undefined : 'its quotes and escapes mean something else inside of quotes';
}

function staysTheSame(value: string, escape: string): boolean {
  if (isOneWord(value, escape)) return true;
  return !value.includes('"') && meaningOf(`"${value}"`, escape) === meaningOf(value, escape);
}

function withEquals(file: Dockerfile, step: Step, { keyword, name, value, valueStart }: Setting): Fix {
  const { args } = actingOf(step.instruction);
  const start = toSource(args, 0);
  const text = `${name}=${quoted(value, file.source.escape)}`;
  return {
    edits: [{ start, end: toSource(args, valueStart) + value.length, text }],
    changes: [{ kind: 'replaceStep', step: idOf(step), head: step.deferred ? `ONBUILD ${keyword}` : keyword, text }],
    safety: 'safe',
    reason: 'name and value stay the same',
    scope: [],
  };
}

/** Quotes only where blanks would end the value. */
const quoted = (value: string, escape: string): string => (isOneWord(value, escape) ? value : `"${value}"`);

const isOneWord = (value: string, escape: string): boolean => splitWords(value, escape).length === 1;

export const envEquals: Transform = { meta, find };
