import { givesBack, gnuFamilies, gnuPackage, optionsVariable, wget, wget2 } from '../knowledge/programs/wget.ts';
import { type Dockerfile, rootBase, rootImage, type Stage } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { concernsSystem, hasRole, packageName, readPackageCall } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { type Option, optionsIn } from '../shell/options.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { isSubstituted } from './support/find/package-steps.ts';
import { callsOfTool, commandsBefore, type ToolCall } from './support/find/tool-calls.ts';
import { addWordsAfter } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'quiet-download',
  title: 'wget does not fill the build log',
  why: 'Without a terminal, GNU wget writes a line for every 50 kB that it gets: a big download buries all else in the log, and may reach the limit that builders set for it.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL3047'],
  references: [
    'https://www.gnu.org/software/wget/manual/wget.html#Download-Options',
    'https://github.com/hadolint/hadolint/wiki/DL3047',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const call of callsOfTool(file, 'wget')) {
    if (isQuiet(call)) continue;
    const at = spanIn(call.step.run, call.command);
    const message = 'wget writes its progress into the build log';
    const declined = whyLeft(file, call);
    if (declined !== undefined) yield { at, message, declined };
    else {
      const rewrite = addWordsAfter(call.step, call.tool, [wget.option]);
      yield { at, message, fix: { ...rewrite, safety: 'safe', reason: REASON, scope: [] } };
    }
  }
}

const REASON = 'it downloads the same, and writes one line per 32 MB instead of one per 50 kB';

function isQuiet(call: ToolCall): boolean {
  const options = optionsIn(call.args, wget.syntax);
  return options.some(saysSo) || call.args.length === 0 || isReadElsewhere(call);
}

const saysSo = ({ name, value = '' }: Option): boolean =>
  wget.quiet.includes(name) || wget.quietValues.some((quiet) => quiet.names.includes(name) && quiet.value.test(value));

/** What it says goes to a file or to another program: `2>/dev/null`, `2>&1 | grep`, `|&`. */
function isReadElsewhere({ command, step }: ToolCall): boolean {
  const { text } = step.run.script;
  return (
    command.redirects.some(({ start }) => /^(?:2>|&>|>&)/.test(text.slice(start))) ||
    /^\s*\|&/.test(text.slice(command.end))
  );
}

function whyLeft(file: Dockerfile, call: ToolCall): string | undefined {
  const { stage, step, command } = call;
  if (isSubstituted(call)) return 'it stands inside a substitution';
  const holder = call.args.find(({ text }) => optionsVariable.test(text));
  if (holder !== undefined) return `${holder.text} may hold an option that makes it quiet`;
  if (isConfiguredBefore(file, stage, step, command, wget.configured)) return 'a wgetrc settles what it writes';
  if (isWget2(stage)) return 'wget of this release is Wget2, which shows progress on terminals only';
  if (isGnu(stage) || isInstalledBefore(call)) return undefined;
  return `it may be the wget of busybox, which does not know ${wget.option}`;
}

function isWget2(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === 'image' && wget2.get(base.image.name)?.test(base.image.tag) === true;
}

function isGnu(stage: Stage): boolean {
  const family = rootImage(stage)?.family;
  return family !== undefined && gnuFamilies.includes(family);
}

/** A package manager has installed it by then, and has not taken it away again. */
function isInstalledBefore(call: ToolCall): boolean {
  let installed = false;
  for (const { command, certain } of commandsBefore(call)) {
    const earlier = readPackageCall(command);
    if (earlier === undefined || !concernsSystem(earlier)) continue;
    const named = earlier.operands.some((word) => packageName(word) === gnuPackage);
    if (hasRole(earlier, 'install') && named && certain) installed = true;
    if (earlier.verb.value === givesBack) installed = false;
  }
  return installed;
}

export const quietDownload: Transform = { meta, find };
