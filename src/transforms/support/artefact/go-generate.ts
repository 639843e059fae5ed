import type { BuildContext } from '../../../context/build-context.ts';
import {
  generateDirective,
  goGenerators,
  protocOfGo,
  protocOutput,
} from '../../../knowledge/compiled/go-generators.ts';
import { baseName } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import { goFilesIn } from './go-files.ts';

/** Why `go generate` may make more than sources of Go, which a program reads no more once it is compiled; undefined where it does not. */
export function whyGenerated(sent: BuildContext): string | undefined {
  // Those of tests are asked as well.
  for (const path of goFilesIn(sent, '')) {
    const text = sent.readText(path);
    if (text === undefined) return `what ${path} has it start can not be read`;
    for (const [, line = ''] of text.matchAll(generateDirective))
      if (!writesGo(line)) return `${path} has it start ${line.trim()}`;
  }
  return undefined;
}

/** A directive starts a program, with words in quotes and without a shell. */
function writesGo(line: string): boolean {
  const [command] = parseShell(line).commands;
  const words = command?.words.map(({ value }) => value) ?? [];
  return isGenerator(words);
}

/** A command that writes sources of Go and nothing else: by its name, with `go run` of what is elsewhere, or with `go tool`. */
export function isGenerator([tool = '', ...args]: readonly string[]): boolean {
  if (baseName(tool) === 'go') {
    const [verb = '', ...rest] = args;
    const called = rest.slice(rest.findIndex((word) => !word.startsWith('-')));
    return /^(?:run|tool)$/.test(verb) && !/^[./]/.test(called[0] ?? '') && isGenerator(called);
  }
  const name = baseName(tool.replace(/@[^/]*$/, '').replace(/\/v\d+$/, ''));
  if (name === 'protoc') return args.filter((word) => protocOutput.test(word)).every((word) => protocOfGo.test(word));
  return goGenerators.has(name);
}
