import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../../src/index.ts';
import { build, type Ending, hasEngine, type Image, inContainer, programsIn, rightsBelow } from '../docker.ts';
import { type Answer, type Asked, type Life, lifeOf } from '../life.ts';
import { onStandIns } from '../stand-ins/stand-in.ts';
import { prepared } from './prepared.ts';

/** A program in one stage, and what holds of it in two. */
export type Program = Asked & {
  /** Its folder beside this file, where that is called otherwise, and its Dockerfile there. */
  readonly folder?: string;
  readonly file?: string;
  readonly answers?: Readonly<Record<string, Partial<Answer>>>;
  readonly printed?: string;
  readonly ending?: Ending;
  /** The most that may be left of the size of the image. */
  readonly ratio: number;
  /** Programs and files that only the stage that builds has. */
  readonly gone?: { readonly programs?: readonly string[]; readonly paths?: readonly string[] };
  /** Packages of the system that are there, and some that are not any more. */
  readonly packages?: { readonly kept?: readonly string[]; readonly gone?: readonly string[] };
  /** Variables that are those of the image that runs. */
  readonly ownVariables?: RegExp;
};

/** Builds and runs each of them before and after. */
export function describePrograms(title: string, programs: Readonly<Record<string, Program>>): void {
  describe.skipIf(!hasEngine())(title, () => {
    describe.each(Object.entries(programs))('%s', describeProgram);
  });
}

const split = (text: string, folder: string): Refactored =>
  refactor(text, { only: ['split-build-stage'], context: diskContext(folder) });

function describeProgram(name: string, program: Program): void {
  let folder: string;
  let outcome: Refactored;
  let before: Image;
  let after: Image;
  let old: Life;
  let now: Life;

  beforeAll(async () => {
    folder = prepared(program.folder ?? name);
    const text = readFileSync(join(folder, program.file ?? 'Dockerfile'), 'utf8');
    outcome = split(text, folder);
    before = build(`dockmod-test-split-${name}:before`, onStandIns(text), folder);
    after = build(`dockmod-test-split-${name}:after`, onStandIns(outcome), folder);
    old = await lifeOf(before.tag, program);
    now = await lifeOf(after.tag, program);
    console.info(`${name}: ${megabytes(before)} before, ${megabytes(after)} after`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('becomes two stages, and is left alone from then on', () => {
    expect([outcome.withheld, outcome.declines]).toEqual([[], []]);
    expect(outcome.fixes.map(({ transform }) => transform)).toEqual(['split-build-stage']);
    expect(outcome.text.match(/^FROM /gm)).toHaveLength(2);
    expect(split(outcome.text, folder).text).toBe(outcome.text);
  });

  it('does what it did, and ends the same way', () => {
    const { answers = {}, printed, ending } = program;
    expect(old).toMatchObject({ answers, ...(printed !== undefined && { printed }), ...(ending && { ending }) });
    expect(now).toEqual(old);
    if (program.health !== undefined) expect(now.health).toBe(0);
  });

  it('is started the same way', () => {
    expect(settingsOf(after, program)).toEqual(settingsOf(before, program));
  });

  it('has rights and owners as they were where it works', () => {
    const folder = String(after.config['WorkingDir'] || '/');
    if (folder === '/') return;
    const [was, is] = [before, after].map(({ tag }) => rightsBelow(folder, tag)) as [Rights, Rights];
    const common = [...is.keys()].filter((path) => was.has(path));
    expect(common.map((path) => [path, is.get(path)])).toEqual(common.map((path) => [path, was.get(path)]));
  });

  it('has left what built it behind, and is smaller', () => {
    const { programs = [], paths = [] } = program.gone ?? {};
    const has = ({ tag }: Image, path: string): boolean => inContainer(tag, ['test', '-e', path]).status === 0;
    expect([before, after].map(({ tag }) => programsIn(tag, programs))).toEqual([programs, []]);
    expect([before, after].map((image) => paths.filter((path) => has(image, path)))).toEqual([paths, []]);
    const { kept = [], gone = [] } = program.packages ?? {};
    expect([...before.packages]).toEqual(expect.arrayContaining([...gone]));
    expect([...kept, ...gone].filter((one) => after.packages.has(one))).toEqual(kept);
    expect(after.size / before.size).toBeLessThan(program.ratio);
  });
}

type Rights = ReturnType<typeof rightsBelow>;

const megabytes = ({ size }: Image): string => `${Math.round(size / 1e6)} MB`;

/** Root is root by number or by none. */
const settingsOf = ({ config: { Env, User, ...settings } }: Image, { ownVariables }: Program): unknown => ({
  ...settings,
  Env: (Env as readonly string[]).filter((setting) => ownVariables?.test(setting) !== true).sort(),
  User: User === '0' ? '' : User,
});
