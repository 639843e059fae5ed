import type { ChangeOf } from '../change.ts';
import { isWhatIsCopied, type LeadingChown, leadingChown } from '../chown.ts';
import { sameSettings } from '../state.ts';
import { COMMENT, isComment, type TraceItem, type TraceToken } from '../trace.ts';
import { type Items, itemOf } from './items.ts';

export function chownInCopy(items: Items, { step, run, keepsFolder }: ChangeOf<'chownInCopy'>): void {
  const [copy, owning] = [itemOf(items, step), itemOf(items, run)];
  const order = [...items.values()];
  const between = order.slice(order.indexOf(copy) + 1, order.indexOf(owning));
  if (order.indexOf(owning) < order.indexOf(copy) || between.some(({ head }) => head !== COMMENT))
    throw new Error(`${owning.head} does not stand right behind ${copy.head}`);
  const chown = chownOf(copy, owning);
  const tokens = keepsFolder ? withoutOption(owning.tokens, chown) : withoutCommand(owning.tokens, chown);
  const owned = { ...copy, head: `${copy.head} --chown=${chown.owner}` };
  const goes = tokens.length === 0;
  const after = new Map([
    [copy, goes ? [...between, owned] : [owned]],
    [owning, goes ? [] : [{ ...owning, tokens }]],
    ...between.map((note): [TraceItem, TraceItem[]] => [note, goes ? [] : [note]]),
  ]);
  items.clear();
  for (const item of order) for (const placed of after.get(item) ?? [item]) items.set(placed.id, placed);
}

/** From which stage or image, and with which mode, makes no difference to whose the files are. */
const COPY_WITHOUT_OWNER = /^COPY(?: --(?:chmod=0?[0-7]{3}|from=\S+))*$/;

function chownOf(copy: TraceItem, owning: TraceItem): LeadingChown {
  if (!COPY_WITHOUT_OWNER.test(copy.head) || owning.head !== 'RUN' || !sameSettings(copy, owning))
    throw new Error(`${copy.head} can not do the chown of ${owning.head}`);
  const chown = leadingChown(codeOf(owning.tokens).map(({ text }) => text));
  const [text = '', ...more] = copy.tokens.map((token) => token.text);
  if (chown === undefined || more.length > 0 || !isWhatIsCopied(chown.paths, text, copy.folder))
    throw new Error(`${owning.head} does not begin with a chown of what is copied`);
  return chown;
}

const codeOf = (tokens: readonly TraceToken[]): TraceToken[] => tokens.filter((token) => !isComment(token));

function withoutOption(tokens: readonly TraceToken[], { paths, recursive }: LeadingChown): readonly TraceToken[] {
  const option = tokens.find(({ text }) => text === recursive);
  if (option === undefined || paths.length > 1) throw new Error('the chown is not of a folder and what is in it');
  return tokens.filter((token) => token !== option);
}

/** It goes with the `&&` behind it. */
function withoutCommand(tokens: readonly TraceToken[], { length }: LeadingChown): readonly TraceToken[] {
  const gone = codeOf(tokens).slice(0, length + 1);
  const rest = tokens.filter((token) => !gone.includes(token));
  if (rest.length > 0 && rest.every(isComment)) throw new Error('a comment stands inside of the RUN');
  return rest;
}
