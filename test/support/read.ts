import { type Dockerfile, readDockerfile, type Stage, type Step } from '../../src/model/dockerfile.ts';
import type { Run } from '../../src/model/run.ts';

import type { Instruction } from '../../src/syntax/instruction.ts';
import type { Problem, SourceFile } from '../../src/syntax/parse.ts';
import { parseDockerfile } from '../../src/syntax/second-opinion.ts';

/** The file of a text that must parse. */
export function parsed(text: string): SourceFile {
  const result = parseDockerfile(text);
  if ('problem' in result) throw new Error(`${JSON.stringify(text)}: ${result.problem.message}`);
  return result.file;
}

export function problemOf(text: string): Problem | undefined {
  const result = parseDockerfile(text);
  return 'problem' in result ? result.problem : undefined;
}

export const dockerfile = (text: string): Dockerfile => readDockerfile(parsed(text));

/** The instruction after `FROM scratch`, read from a file of just these two. */
export function instruction(text: string): Instruction {
  const [, second, ...more] = parsed(`FROM scratch\n${text}`).instructions;
  if (second === undefined || more.length > 0) throw new Error(`not one instruction: ${JSON.stringify(text)}`);
  return second;
}

/** Keyword and arguments of each instruction. */
export const outline = (text: string): [string, string][] =>
  parsed(text).instructions.map(({ keyword, args }) => [keyword, args.text]);

export const lastStage = (file: Dockerfile): Stage => file.stages.at(-1) as Stage;

export const lastStep = (file: Dockerfile): Step => lastStage(file).steps.at(-1) as Step;

export type RunStep = Step & { readonly run: Run };

export const runSteps = (file: Dockerfile): RunStep[] =>
  file.stages.flatMap(({ steps }) => steps.filter((step): step is RunStep => step.run !== undefined));
