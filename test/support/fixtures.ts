import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { memoryContext, type Refactored, type RefactorOptions, refactor } from '../../src/index.ts';

const BEFORE = join(import.meta.dirname, '../../fixtures/before');
const AFTER = join(import.meta.dirname, '../../fixtures/after');

/** What a case.json may say; without one a case runs the transform whose folder it is in. */
type CaseOptions = Pick<RefactorOptions, 'only' | 'skip' | 'safe' | 'merge' | 'lowPorts' | 'mirrors'> & {
  /** Nothing to say either: the pattern is not there at all. */
  readonly silent?: boolean;
  /** A heredoc hands its line endings to the shell, so with Windows ones it is another program. */
  readonly unixOnly?: boolean;
};

export type FixtureCase = {
  readonly group: string;
  readonly name: string;
  readonly text: string;
  readonly options: CaseOptions;
  readonly context: Readonly<Record<string, string>>;
};

const NOT_CONTEXT = ['Dockerfile', 'case.json'];

export function fixtureCases(): FixtureCase[] {
  return folders(BEFORE).flatMap((group) => folders(join(BEFORE, group)).map((name) => readCase(group, name)));
}

function readCase(group: string, name: string): FixtureCase {
  const folder = join(BEFORE, group, name);
  const context = Object.fromEntries(
    filesBelow(folder)
      .map((path) => relative(folder, path))
      .filter((path) => !NOT_CONTEXT.includes(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const settings = join(folder, 'case.json');
  const written: CaseOptions = existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {};
  const options = group === 'all' ? written : { only: [group], ...written };
  return { group, name, text: readFileSync(join(folder, 'Dockerfile'), 'utf8'), options, context };
}

export const runCase = ({ options, context }: FixtureCase, text: string): Refactored =>
  refactor(text, {
    ...(options.only && { only: options.only }),
    ...(options.skip && { skip: options.skip }),
    ...(options.safe && { safe: options.safe }),
    ...(options.merge && { merge: options.merge }),
    ...(options.lowPorts && { lowPorts: options.lowPorts }),
    ...(options.mirrors && { mirrors: options.mirrors }),
    context: memoryContext(context),
  });

const ignoreListName = (own: boolean): string => `${own ? 'Dockerfile' : ''}.dockerignore`;

/** The same case after its fixes. */
export const afterwards = (fixture: FixtureCase, result: Refactored): FixtureCase => ({
  ...fixture,
  context: { ...fixture.context, ...alsoChangedBy(result) },
});

/** Other files that came out of a case, by their paths. */
export function alsoChangedBy({ ignores, composeFiles = [] }: Refactored): Record<string, string> {
  return {
    ...(ignores && { [ignoreListName(ignores.own)]: ignores.after }),
    ...Object.fromEntries(composeFiles.map(({ file, after }) => [file, after])),
  };
}

/** Findings, reasons and declines as lines, for people to read beside the files. */
export function reportOf(result: Refactored): string {
  const lines: string[] = [];
  if (result.problem) lines.push(`${result.status}: line ${result.problem.at.line}: ${result.problem.message}`);
  for (const fix of result.fixes)
    lines.push(`line ${fix.at.start.line}: ${fix.transform} (${fix.safety}): ${fix.message}`, `    ${fix.reason}`);
  for (const fix of result.held)
    lines.push(
      `line ${fix.at.start.line}: ${fix.transform} (${fix.safety}), held back: ${fix.message}`,
      `    ${fix.reason}`,
    );
  for (const decline of result.declines)
    lines.push(
      `line ${decline.at.start.line}: ${decline.transform}, left alone: ${decline.message}`,
      `    ${decline.reason}`,
    );
  return lines.length === 0 ? 'nothing found\n' : `${lines.join('\n')}\n`;
}

/** What comes out beside other files. */
const OWN = ['Dockerfile', 'report.txt'];

type Expected = { readonly text: string; readonly report: string; readonly also: Readonly<Record<string, string>> };

/** What the fixture says should come out; undefined where nobody has written it yet. */
export function expectedOf({ group, name, text }: FixtureCase): Expected | undefined {
  const folder = join(AFTER, group, name);
  if (!existsSync(join(folder, 'report.txt'))) return undefined;
  const file = join(folder, 'Dockerfile');
  return {
    text: existsSync(file) ? readFileSync(file, 'utf8') : text,
    report: readFileSync(join(folder, 'report.txt'), 'utf8'),
    also: Object.fromEntries(alsoIn(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
  };
}

const alsoIn = (folder: string): string[] =>
  filesBelow(folder)
    .map((path) => relative(folder, path))
    .filter((path) => !OWN.includes(path));

export function writeExpected(fixture: FixtureCase, result: Refactored): void {
  const folder = join(AFTER, fixture.group, fixture.name);
  rmSync(folder, { recursive: true, force: true });
  const files = {
    ...(result.text !== fixture.text && { Dockerfile: result.text }),
    ...alsoChangedBy(result),
    'report.txt': reportOf(result),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Expectations whose case is gone. */
export function orphans(): string[] {
  return folders(AFTER).flatMap((group) =>
    folders(join(AFTER, group))
      .filter((name) => !existsSync(join(BEFORE, group, name, 'Dockerfile')))
      .map((name) => `${group}/${name}`),
  );
}

const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
