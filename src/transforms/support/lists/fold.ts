import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import type { Edit, Finding } from '../../../model/finding.ts';
import {
  hasOption,
  hasRole,
  isPackageName,
  type PackageCall,
  packageName,
  readPackageCall,
} from '../../../model/package-calls.ts';
import { spanIn, startIn } from '../../../model/run.ts';
import type { Link, Word } from '../../../shell/script.ts';
import { indentAt } from '../../../syntax/text.ts';
import { continuation, layoutOf } from '../rewrite/layout.ts';
import { isPure, onePerLine, outgrowsItsLine } from '../rewrite/operands.ts';
import { idOf, type Rewrite, type RunStep, removeLink } from '../rewrite/rewrite.ts';

type Install = { readonly link: Link; readonly call: PackageCall };

/** Installs that follow each other in a chain become one, where they differ in nothing but their packages. */
export function* foldInstalls(file: Dockerfile, step: RunStep, manager: PackageManager): Iterable<Finding> {
  if (step.run.script.opaque !== undefined || step.deferred) return;
  for (const installs of rowsOfInstalls(step, manager)) {
    const rewrite = fold(file, step, installs);
    if (rewrite === undefined) continue;
    yield {
      at: spanIn(step.run, { start: installs[0]?.link.start ?? 0, end: installs.at(-1)?.link.end ?? 0 }),
      message: `${installs.length} installs follow each other`,
      fix: {
        ...rewrite,
        safety: 'review',
        reason: `their options are the same; ${manager.title} now chooses for all packages at once, which differs only where they offer alternatives for each other`,
        scope: [],
      },
    };
  }
}

function* rowsOfInstalls({ run }: RunStep, manager: PackageManager): Iterable<Install[]> {
  for (const { links } of run.script.statements) {
    let row: Install[] = [];
    for (const link of links) {
      const install = link.operator === '||' ? undefined : plainInstall(link, manager);
      if (install === undefined || !goesOn(row, install)) {
        if (row.length > 1) yield row;
        row = [];
      }
      if (install !== undefined) row.push(install);
    }
    if (row.length > 1) yield row;
  }
}

/** An install takes a row on; what brings sources for those behind it ends one. */
function goesOn([first, ...others]: readonly Install[], install: Install): boolean {
  const last = others.at(-1) ?? first;
  return first === undefined || last === undefined || (!bringsSources(last) && differOnlyInPackages(first, install));
}

function plainInstall(link: Link, manager: PackageManager): Install | undefined {
  const call = link.command && readPackageCall(link.command);
  if (call?.manager !== manager || !hasRole(call, 'install') || call.operands.length === 0) return undefined;
  return call.operands.every(isPackageName) ? { link, call } : undefined;
}

/** What it brings is there for the next install, not for its own. */
const bringsSources = ({ call: { manager, operands } }: Install): boolean =>
  operands.some((word) => manager.bringsSources?.test(packageName(word)) === true);

const QUIET = /^-[qy]+$|^-q=\d$|^--quiet$|^--yes$|^--assume-yes$/;

function differOnlyInPackages({ call: first }: Install, { call: second }: Install): boolean {
  const rest = ({ command, wrapper, tool, options }: PackageCall): string =>
    [
      ...command.assignments.map(({ text }) => text),
      ...wrapper.map(({ text }) => text),
      tool.text,
      ...options.map(({ text }) => text).filter((text) => !QUIET.test(text)),
      ...command.redirects.map(({ operator, target }) => operator + (target?.text ?? '')),
    ].join(' ');
  const answers = first.manager.assumeYes?.already ?? [];
  return rest(first) === rest(second) && hasOption(first, answers) === hasOption(second, answers);
}

function fold(file: Dockerfile, step: RunStep, [first, ...others]: readonly Install[]): Rewrite | undefined {
  const last = others.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const gone = { start: spanIn(step.run, first.link).end, end: spanIn(step.run, last.link).end };
  if (file.source.comments.some(({ span }) => span.start >= gone.start && span.end <= gone.end)) return undefined;
  const known = new Set(first.call.operands.map(({ text }) => text));
  const added = [...new Set(others.flatMap(({ call }) => call.operands.map(({ text }) => text)))].filter(
    (name) => !known.has(name),
  );
  const words = first.call.operands.at(-1) as Word;
  const listEnd = spanIn(step.run, words).end;
  const adjacent = listEnd === gone.start;
  const list = relaid(file, step, first.call.operands, added, others, adjacent ? gone.end : listEnd);
  if (list === undefined) return undefined;
  return {
    edits: adjacent ? [list] : [list, { ...gone, text: '' }],
    changes: [
      { kind: 'addWords', step: idOf(step), after: startIn(step.run, words), words: added },
      ...others.map(({ link }) => removeLink(step, link, idOf(step))),
    ],
  };
}

/** The list with its new packages, up to `behind`: on its line while there is room, else one package per line. */
function relaid(
  file: Dockerfile,
  step: RunStep,
  operands: readonly Word[],
  added: readonly string[],
  others: readonly Install[],
  behind: number,
): Edit | undefined {
  const { text } = file.source;
  const last = spanIn(step.run, operands.at(-1) as Word);
  const written = text.slice(startIn(step.run, operands[0] as Word), last.end);
  if (written.includes('\n')) {
    if (written.includes('#')) return undefined;
    const gap = continuation({ ...layoutOf(file, [step.run]), indent: indentAt(text, last.start) });
    return { start: last.end, end: behind, text: added.map((name) => gap + name).join('') };
  }
  const inline = added.map((name) => ` ${name}`).join('');
  const vertical = isPure(file, step, operands) && others.some(({ call }) => isVertical(file, step, call));
  if (!vertical && !outgrowsItsLine(file, step, operands, inline.length)) {
    return { start: last.end, end: behind, text: inline };
  }
  return onePerLine(file, step, operands, [...operands.map((word) => word.text), ...added], behind);
}

const isVertical = ({ source }: Dockerfile, { run }: RunStep, { operands, verb }: PackageCall): boolean =>
  source.text.slice(startIn(run, verb), spanIn(run, operands.at(-1) ?? verb).end).includes('\n');
