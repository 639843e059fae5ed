import { ABOUT_CONTAINERS, type Keyword } from '../../syntax/instruction.ts';
import type { ChangeOf } from '../change.ts';
import { absolutePath } from '../paths.ts';
import { sameSettings } from '../state.ts';
import { COMMENT, isComment, noteToken, type TraceItem, type TraceToken } from '../trace.ts';
import { fresh, type Items, itemOf, rewrite } from './items.ts';

export function join(items: Items, { steps, bracketed = [] }: ChangeOf<'join'>): void {
  const [first, ...others] = steps;
  if (first === undefined) return;
  const order = [...items.keys()];
  if (bracketed.includes(first)) rewrite(items, first, inBrackets);
  for (const id of others) {
    const target = itemOf(items, first);
    const joined = itemOf(items, id);
    const [from, to] = [order.indexOf(first), order.indexOf(id)];
    if (to <= from) throw new Error('the steps are not in the order of the file');
    const between = order.slice(from + 1, to).filter((key) => items.has(key));
    if (joined.head !== target.head || !sameSettings(joined, target))
      throw new Error('the steps differ in kind, flags or settings');
    const comments = between.map((key) => innerComment(itemOf(items, key)));
    const commands = bracketed.includes(id) ? inBrackets(joined.tokens) : joined.tokens;
    items.set(first, { ...target, tokens: [...target.tokens, fresh('&&'), ...comments, ...commands] });
    for (const key of [...between, id]) items.delete(key);
  }
}

/** Comments before the first command and after the last stay outside. */
function inBrackets(tokens: readonly TraceToken[]): TraceToken[] {
  const isCode = (token: TraceToken): boolean => !isComment(token);
  const end = tokens.findLastIndex(isCode) + 1;
  return tokens.toSpliced(end, 0, fresh(')')).toSpliced(tokens.findIndex(isCode), 0, fresh('('));
}

export function replaceStep(items: Items, { step, head, text }: ChangeOf<'replaceStep'>): void {
  const item = itemOf(items, step);
  const [own, ...rest] = item.tokens;
  if (own === undefined || /^(?:ONBUILD )?(?:RUN|FROM)\b/.test(item.head))
    throw new Error(`${item.head} can not be replaced`);
  items.set(step, { ...item, head, tokens: text === undefined ? item.tokens : [{ ...own, text }, ...rest] });
}

export function workdirForCd(items: Items, { step }: ChangeOf<'workdirForCd'>): void {
  const item = itemOf(items, step);
  const [cd, path, operator] = item.tokens.filter((token) => !isComment(token));
  const isTied = operator?.text === '&&' || operator?.text === ';';
  if (!/^RUN\b/.test(item.head) || cd?.text !== 'cd' || !path?.text.startsWith('/') || !isTied)
    throw new Error(`${item.head} does not begin with the cd to a folder`);
  const folder = absolutePath(path.text, '/');
  const tokens = item.tokens.filter((token) => token !== cd && token !== path && token !== operator);
  items.set(step, { ...item, folder, tokens });
  if (folder !== item.folder) enterBefore(items, item, path.text, folder);
}

/** What follows is in the folder as well, up to the next WORKDIR, so none of it may make a difference of that. */
function enterBefore(items: Items, step: TraceItem, path: string, folder: string): void {
  const all = [...items.values()];
  const workdir = { ...step, id: ~step.id, head: 'WORKDIR', tokens: [fresh(path)], readable: false };
  let isInside = false;
  items.clear();
  for (const item of all) {
    if (item.id === step.id) items.set(workdir.id, workdir);
    if (/^FROM\b/.test(item.head)) isInside = false;
    const isMoved = isInside && item.head !== COMMENT;
    if (isMoved && !item.anywhere()) throw new Error(`${item.head} would be in another folder`);
    items.set(item.id, isMoved ? { ...item, folder } : item);
    if (item.id === step.id) isInside = true;
    if (/^WORKDIR\b/.test(item.head)) isInside = false;
  }
}

/** A folder that is the builder's, and kept from one build to the next. It brings in no file, secret or stage. */
const CACHE_MOUNT = /^--mount=type=cache,target=(\/[\w.@/-]+)(?:,sharing=locked)?(?:,uid=\d+,gid=\d+)?$/;

export function addMounts(items: Items, { step, flags }: ChangeOf<'addMounts'>): void {
  const item = itemOf(items, step);
  const taken = item.head.split(/[\s,]/);
  const unfit = flags.find((flag) => {
    const target = CACHE_MOUNT.exec(flag)?.[1];
    return target === undefined || taken.includes(`target=${target}`);
  });
  if (!/^RUN\b/.test(item.head) || unfit !== undefined)
    throw new Error(`${item.head} can not get ${unfit ?? 'a mount'}`);
  const head = item.head.replace(/^RUN(?: --\S+)*/, (own) => [own, ...flags].join(' '));
  items.set(step, { ...item, head });
}

export function nameStage(items: Items, { step, name }: ChangeOf<'nameStage'>): void {
  const item = itemOf(items, step);
  const [base, ...rest] = item.tokens;
  if (!/^FROM\b/.test(item.head) || base === undefined || rest.length > 0 || /\s/.test(base.text))
    throw new Error(`${item.head} can not be named`);
  items.set(step, { ...item, tokens: [{ ...base, text: `${base.text} AS ${name}` }] });
}

/** No other step may go: what it did would be missing. */
export function removeStep(items: Items, { step }: ChangeOf<'removeStep'>): void {
  const item = itemOf(items, step);
  const [keyword] = /^(?:CMD|ENTRYPOINT|HEALTHCHECK)\b/.exec(item.head) ?? [];
  if (keyword === undefined) throw new Error(`${item.head} can not be removed`);
  const heads = [...items.values()].filter(({ id }) => id > step).map(({ head }) => head);
  const stageEnd = heads.findIndex((head) => /^FROM\b/.test(head));
  const rest = stageEnd === -1 ? heads : heads.slice(0, stageEnd);
  if (!rest.some((head) => head.split(' ', 1)[0] === keyword))
    throw new Error(`no later ${keyword} of the stage takes its place`);
  items.delete(step);
}

export function move(items: Items, { step, to, place, comments }: ChangeOf<'move'>): void {
  const source = itemOf(items, step);
  const target = itemOf(items, to);
  if (source.head !== target.head) throw new Error('the steps differ in kind or flags');
  const notes = comments.map((id) => itemOf(items, id));
  const [first, second] = place === 'start' ? [source, target] : [target, source];
  const inner = place === 'end' ? notes.map(innerComment) : [];
  const joined = { ...target, tokens: [...first.tokens, fresh('&&'), ...inner, ...second.tokens] };
  const above = place === 'start' ? notes : [];
  const kept = [...items.values()].filter(({ id }) => id !== step && !comments.includes(id));
  items.clear();
  for (const item of kept)
    for (const placed of item.id === to ? [...above, joined] : [item]) items.set(placed.id, placed);
}

/** Comments, instructions that are about containers, and the given ones. */
function headsOf(...keywords: readonly Keyword[]): RegExp {
  return new RegExp(`^(?:${COMMENT}|(?:${[...ABOUT_CONTAINERS, ...keywords].join('|')})\\b)`);
}

/** What a RUN may move over: nothing that it runs in but the environment, and nothing that changes files. */
const LIGHT = headsOf('ENV');

export function lower(items: Items, { step, to, comments }: ChangeOf<'lower'>): void {
  const lowered = itemOf(items, step);
  const target = itemOf(items, to);
  const order = [...items.values()];
  const over = order.slice(order.indexOf(lowered) + 1, order.indexOf(target));
  const heavy = over.find(({ head }) => !LIGHT.test(head));
  if (!over.some(({ head }) => head !== COMMENT) || heavy !== undefined || !/^RUN\b/.test(lowered.head))
    throw new Error(`${lowered.head} can not move over ${heavy?.head ?? 'nothing'}`);
  const notes = comments.map((id) => itemOf(items, id));
  const last = over.findLast(({ head }) => head !== COMMENT) ?? target;
  items.clear();
  for (const item of order.filter((item) => item !== lowered && !notes.includes(item))) {
    const below = item === last ? [...notes, { ...lowered, fingerprint: target.fingerprint }] : [];
    for (const placed of [item, ...below]) items.set(placed.id, placed);
  }
}

/** What a RUN may move up over: what changes nothing that it runs in but the folder, and brings files that it does not read. */
const BRINGS_FILES = headsOf('ADD', 'COPY', 'WORKDIR');

export function raise(items: Items, { step, before, comments }: ChangeOf<'raise'>): void {
  const raised = itemOf(items, step);
  const target = itemOf(items, before);
  const order = [...items.values()];
  const over = order.slice(order.indexOf(target), order.indexOf(raised));
  const heavy = over.find(({ head }) => !BRINGS_FILES.test(head));
  if (!over.some(({ head }) => head !== COMMENT) || heavy !== undefined || !/^RUN\b/.test(raised.head))
    throw new Error(`${raised.head} can not move over ${heavy?.head ?? 'nothing'}`);
  const folder = over.find(({ head }) => head !== COMMENT)?.folder ?? raised.folder;
  const named = folder === raised.folder ? undefined : raised.tokens.find(({ text }) => GOES_BY_FOLDER.test(text));
  if (named !== undefined) throw new Error(`${named.text} would go by another folder`);
  const notes = comments.map((id) => itemOf(items, id));
  items.clear();
  for (const item of order.filter((item) => item !== raised && !notes.includes(item)))
    for (const placed of item === target ? [...notes, { ...raised, folder }, item] : [item])
      items.set(placed.id, placed);
}

/** A relative path or pattern, or what asks for the folder. */
const GOES_BY_FOLDER = /^\.|^[^/]*[*?[]|^(?:cd|pushd|pwd)$|\bPWD\b|^[^/]*\.(?:apk|deb|rpm)$/;

/** What files may come after that came before: nothing that brings others, and no place that is outside of layers. */
const ANY_BUT_FILES =
  /^(?:#|(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|RUN|SHELL|STOPSIGNAL|USER|WORKDIR)\b)/;

export function lowerCopy(items: Items, { step, to, comments }: ChangeOf<'lowerCopy'>): void {
  const lowered = itemOf(items, step);
  const target = itemOf(items, to);
  const order = [...items.values()];
  const over = order.slice(order.indexOf(lowered) + 1, order.indexOf(target) + 1);
  const heavy = over.find(({ head }) => !ANY_BUT_FILES.test(head));
  if (!/^(?:ADD|COPY)\b/.test(lowered.head) || !/^RUN\b/.test(target.head) || over.length === 0 || heavy !== undefined)
    throw new Error(`${lowered.head} can not move below ${heavy?.head ?? target.head}`);
  const heeded = over.find(({ head }) => heeds(lowered, head));
  if (heeded !== undefined) throw new Error(`${lowered.head} goes by the ${heeded.head} that it would move over`);
  const notes = comments.map((id) => itemOf(items, id));
  const { fingerprint, folder } = target;
  items.clear();
  for (const item of order.filter((item) => item !== lowered && !notes.includes(item))) {
    const below = item === target ? [...notes, { ...lowered, fingerprint, folder }] : [];
    for (const placed of [item, ...below]) items.set(placed.id, placed);
  }
}

function heeds({ anywhere, head, tokens }: TraceItem, setting: string): boolean {
  if (/^WORKDIR\b/.test(setting)) return !anywhere();
  return /^(?:ARG|ENV)\b/.test(setting) && [head, ...tokens.map(({ text }) => text)].some((text) => text.includes('$'));
}

function innerComment(item: TraceItem): TraceToken {
  if (item.head !== COMMENT) throw new Error('an instruction stands between the steps');
  return noteToken(item.tokens[0]?.text ?? '', item.id);
}
