import { toolsLeaveNothing } from '../../../../knowledge/python/tools.ts';
import { readPackageCall } from '../../../../model/package-calls.ts';
import { baseName, invocationOf, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { behindRun, toolCallOf } from './calls.ts';
import { isTool } from './installs.ts';
import { givesName } from './other-names.ts';

/** Commands of Python that leave what they make in the environment, or in a folder that comes along. */
export function isKnown(ran: Command): boolean {
  const command = behindRun(ran);
  return installs(command) || isEntered(command) || isPython(command) || linksTool(command) || givesName(command);
}

/** `ln -s /opt/poetry/bin/poetry /usr/local/bin`: what it leads to stays with the stage that builds. */
const linksTool = ({ name, words }: Command): boolean => {
  const [target] = words.slice(1).filter(({ value }) => !value.startsWith('-'));
  return name === 'ln' && /^(?:pipenv|poetry|uvx?)$/.test(baseName(target?.value ?? ''));
};

function installs(command: Command): boolean {
  const call = readPackageCall(command);
  const title = call?.manager.title ?? '';
  const { args = [] } = invocationOf(command) ?? {};
  if (toolOf(command) === 'pipx')
    return args[0]?.value === 'install' && args.slice(1).every(({ value }) => isTool(value));
  return (
    title === 'pip' ||
    toolOf(command) === 'virtualenv' ||
    toolCallOf(command) !== undefined ||
    toolsLeaveNothing.get(title)?.test(call?.verb.value ?? '') === true
  );
}

const isEntered = ({ name, words }: Command): boolean =>
  /^(?:\.|source)$/.test(name) && /\/bin\/activate$/.test(words[1]?.value ?? '');

function isPython(command: Command): boolean {
  const { tool, args = [] } = invocationOf(command) ?? {};
  if (!/^python[\d.]*$/.test(baseName(tool?.value ?? ''))) return false;
  const [first, second, third] = args.map(({ value }) => value).filter((value) => !/^-[uBEsI]+$/.test(value));
  if (first === '-m')
    return /^(?:build|venv|virtualenv|compileall)$/.test(second ?? '') || (second === 'spacy' && third === 'download');
  return (
    /^(?:-V|--version)$/.test(first ?? '') ||
    first === 'setup.py' ||
    (/(?:^|\/)manage\.py$/.test(first ?? '') && MANAGES.test(second ?? ''))
  );
}

const MANAGES = /^(?:check|collectstatic|compilemessages)$/;
