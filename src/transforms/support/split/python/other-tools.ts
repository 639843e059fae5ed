import { readPackageCall } from '../../../../model/package-calls.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';

/** Tools of Python that install to environments of their own, and what would have to be said for those to be taken along. */
const OTHER_TOOLS: Readonly<Record<string, string>> = {
  conda: 'conda has a Python of its own',
  mamba: 'conda has a Python of its own',
  pdm: 'pdm installs to an environment of its own: installed with pip from what `pdm export` writes, it could be split',
};

/** Verbs of tools that change what a project asks for, or install elsewhere. */
const OTHERWISE: Readonly<Record<string, RegExp>> = {
  pipenv: /^(?:uninstall|update|upgrade)$/,
  poetry: /^(?:add|env|remove|self|update)$/,
  uv: /^(?:add|python|remove|tool|tool install)$/,
};

/** Why what a command installs, and where, is not followed. */
export function whyOtherTool(command: Command): string | undefined {
  const call = readPackageCall(command);
  const title = call?.manager.title ?? baseName(invocationOf(command)?.tool.value ?? '');
  if (Object.hasOwn(OTHER_TOOLS, title)) return OTHER_TOOLS[title];
  return call !== undefined && Object.hasOwn(OTHERWISE, title) && OTHERWISE[title]?.test(call.verb.value)
    ? `${title} ${call.verb.value} does more than install what the files of the project ask for`
    : undefined;
}
