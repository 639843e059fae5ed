import { isForBuild } from '../../knowledge/projects/build-variables.ts';
import { ABOUT_CONTAINERS } from '../../syntax/instruction.ts';
import type { ChangeOf } from '../change.ts';
import { assignments } from '../state.ts';
import { COMMENT, type TraceItem } from '../trace.ts';
import { type Items, itemOf } from './items.ts';
import { argsOf, readStage, textOf } from './read-stage.ts';

/** What is nothing to the steps behind it, and so may leave them for the stage that runs. */
const FOR_CONTAINERS = new RegExp(`^(?:${COMMENT}|(?:${[...ABOUT_CONTAINERS, 'VOLUME'].join('|')})\\b)`);
const IS_BASE = /^[\w.:/@${}-]+$/;
const IS_NAME = /^[a-z][\w.-]*$/;

/** A tilde in front would be the home of the user. */
const WORD = '[\\w@+.,:=*/-][\\w@+.,:=*/^~-]*';
const COMMAND = `(?:(?:CI=true|DEBIAN_FRONTEND=noninteractive) )?[\\w./-]+(?: ${WORD})*`;

/** What the stage that runs may have that the one that builds has not: packages, a folder to be in, and what was built. */
const isNew = (source: string): RegExp =>
  new RegExp(
    [
      '^WORKDIR /[\\w@+./-]*$',
      `^COPY --from=${source}(?: --ch(?:mod|own)=\\S+)*(?: /[\\w@+.,/*-]+)+ [\\w@+./-]+$`,
      `^RUN ${COMMAND}(?: && ${COMMAND})*$`,
    ].join('|'),
  );

/** The last stage becomes one that builds and one that runs. */
export function splitStage(items: Items, change: ChangeOf<'splitStage'>, mirrors: readonly string[]): void {
  const { step, builder, between, base, name, behind, runtime } = change;
  const order = [...items.values()];
  const from = itemOf(items, step);
  const start = order.indexOf(from) + 1;
  const stage = order.slice(start);
  const cut = stage.indexOf(itemOf(items, behind)) + 1;
  if (!/^FROM\b/.test(from.head) || stage.some(({ head }) => /^FROM\b/.test(head)) || cut === 0)
    throw new Error('only the last stage can be split, behind one of its steps');
  const flags = from.head.slice('FROM'.length).trim();
  const isAlike = flags === '' || base.startsWith(`${flags} `);
  if (!isAlike || !IS_BASE.test(base.slice(flags.length).trim()) || !IS_NAME.test(builder))
    throw new Error(`${base} is no image, or ${builder} no name`);
  const moved = runtime.flatMap((part) => (typeof part === 'number' ? [itemOf(items, part)] : []));
  const staying = stage.slice(0, cut).filter((item) => !moved.includes(item));
  checkMoved(stage, cut, moved);
  checkStaying(staying, runtime);
  const stranger = runtime.find(
    (part) =>
      typeof part === 'string' &&
      !isSaidAgain(staying, part) &&
      !isNew(between?.name ?? builder).test(withoutSources(staying, part, change.sources)),
  );
  if (stranger !== undefined) throw new Error(`${JSON.stringify(stranger)} is nothing that the stage had`);
  if (between !== undefined && !isBetween(between, builder))
    throw new Error(`${between.name} is no name, or ${between.command} no command of plain words`);
  const building = [named(from, builder), ...staying];
  const placed = [...order.slice(0, start - 1), ...building, ...newItems(items, building, { ...change, mirrors })];
  items.clear();
  for (const item of placed) items.set(item.id, item);
  if (name !== undefined && !fromOf(from).toLowerCase().endsWith(` as ${name}`))
    throw new Error(`${name} is another stage`);
}

function checkMoved(stage: readonly TraceItem[], cut: number, moved: readonly TraceItem[]): void {
  const places = moved.map((item) => stage.indexOf(item));
  if (places.some((place, index) => place <= (places[index - 1] ?? -1))) throw new Error('steps change places');
  const heavy = moved.find((item) => stage.indexOf(item) < cut && !FOR_CONTAINERS.test(item.head));
  if (heavy !== undefined) throw new Error(`${heavy.head} is needed where it is`);
  const lost = stage.slice(cut).find((item) => !moved.includes(item));
  if (lost !== undefined) throw new Error(`${lost.head} is in neither stage`);
}

/** Settings of containers are none of a stage that is not shipped, and its variables reach them only where they are set again. */
function checkStaying(staying: readonly TraceItem[], runtime: readonly (number | string)[]): void {
  const left = staying.find(({ head }) => head !== COMMENT && FOR_CONTAINERS.test(head));
  if (left !== undefined) throw new Error(`${left.head} would not reach containers`);
  const said = new Set(runtime);
  const lost = staying.find((item) => item.head === 'ENV' && !setsForBuild(item) && !said.has(textOf(item)));
  if (lost !== undefined) throw new Error(`${textOf(lost)} would not reach containers`);
}

const setsForBuild = (item: TraceItem): boolean =>
  assignments(argsOf(item), '\\').every(([key, value]) => isForBuild(key, value));

const isBetween = ({ name, command }: { name: string; command: string }, builder: string): boolean =>
  IS_NAME.test(name) && name !== builder && new RegExp(`^${COMMAND}$`).test(command);

const isSaidAgain = (staying: readonly TraceItem[], text: string): boolean =>
  staying.some((item) => textOf(item) === text);

/** Without the commands at its beginning that a RUN of the stage that builds has word for word. */
const withoutSources = (staying: readonly TraceItem[], text: string, sources: readonly string[] = []): string =>
  sources.reduce((rest, source) => {
    const isThere = staying.some((item) => `${textOf(item)} &&`.replace(/^RUN/, '&&').includes(`&& ${source} &&`));
    return isThere && rest.startsWith(`RUN ${source} && `) ? `RUN ${rest.slice(`RUN ${source} && `.length)}` : rest;
  }, text);

const fromOf = ({ tokens: [own] }: TraceItem): string => own?.text ?? '';

function named(from: TraceItem, builder: string): TraceItem {
  const [own, ...rest] = from.tokens;
  if (own === undefined || rest.length > 0) throw new Error(`${from.head} can not be named`);
  return { ...from, tokens: [{ ...own, text: `${own.text.replace(/\s+as\s+\S+$/i, '')} AS ${builder}` }] };
}

/** The stages behind the one that builds. */
function newItems(
  items: Items,
  building: readonly TraceItem[],
  { builder, between, base, name, runtime, mirrors }: ChangeOf<'splitStage'> & { readonly mirrors: readonly string[] },
): TraceItem[] {
  const parts = runtime.map((part) => (typeof part === 'string' ? part : itemOf(items, part)));
  const last = `FROM ${base}${name === undefined ? '' : ` AS ${name}`}`;
  if (between === undefined) return readStage(items, last, parts, mirrors);
  const [from, ...staying] = building as [TraceItem, ...TraceItem[]];
  const added = [`FROM ${builder} AS ${between.name}`, `RUN ${between.command}`, last, ...parts];
  return readStage(items, textOf(from), [...staying, ...added], mirrors).slice(-added.length);
}
