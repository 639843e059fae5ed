import { parseShell } from '../../shell/parse.ts';
import { ABOUT_CONTAINERS } from '../../syntax/instruction.ts';
import type { ChangeOf } from '../change.ts';
import { asUser, type Settings } from '../state.ts';
import { COMMENT, type TraceItem } from '../trace.ts';
import { fresh, type Items, insertBefore, itemOf } from './items.ts';

/** A user by number or name, and a group where one is given. */
const USER = /^[\w.-]+(?::[\w.-]+)?$/;
const NOTE = /^# [^\r\n]+$/;
const FOR_CONTAINERS = new RegExp(`^(?:${COMMENT}|(?:${ABOUT_CONTAINERS.join('|')})\\b)`);

export function insertUser(items: Items, { behind, user, note }: ChangeOf<'insertUser'>): void {
  const last = itemOf(items, behind);
  const order = [...items.values()];
  const at = order.indexOf(last) + 1;
  const rest = order.slice(at);
  const end = rest.findIndex(({ head }) => /^FROM\b/.test(head));
  const affected = end === -1 ? rest : rest.slice(0, end);
  const heavy = affected.find(({ head }) => !FOR_CONTAINERS.test(head));
  if (heavy !== undefined) throw new Error(`${heavy.head} would run as ${user}`);
  if (!USER.test(user) || (note !== undefined && !NOTE.test(note))) throw new Error(`${user} is no user`);
  const { fingerprint: found, folder } = settingsBehind(order.slice(0, at), affected);
  const id = newId(items);
  const comment = note === undefined ? [] : [{ ...bare(COMMENT, note, id - 1), anywhere: () => true }];
  const inserted: TraceItem = { ...bare('USER', user, id), fingerprint: found, folder };
  const fingerprint = asUser(found, user);
  const later = affected.map((item) => (item.head === COMMENT ? item : { ...item, fingerprint }));
  items.clear();
  const placed = [...order.slice(0, at), ...comment, inserted, ...later, ...rest.slice(affected.length)];
  for (const item of placed) items.set(item.id, item);
}

/** Those of the first instruction behind, or else of the last one before, where that leaves them as they are. */
function settingsBehind(before: readonly TraceItem[], behind: readonly TraceItem[]): Settings {
  const isInstruction = ({ head }: TraceItem): boolean => head !== COMMENT;
  const next = behind.find(isInstruction);
  if (next !== undefined) return next;
  const last = before.findLast(isInstruction);
  if (last === undefined || /^(?:ARG|ENV|FROM|SHELL|USER|WORKDIR)\b/.test(last.head))
    throw new Error('what follows is not known');
  return last;
}

/** They make a user or a folder, or say whose one is; none of them brings in a file or starts a program of another kind. */
const MAKES_USER =
  /^(?:(?:groupadd|useradd|addgroup|adduser|install -d|chown|mkdir)(?: [\w@+.,:=/-]+)+|echo '?[\w:/.-]+'? >> \/etc\/(?:group|passwd))$/;

export function createUser(items: Items, { like, before, command }: ChangeOf<'createUser'>): void {
  const { fingerprint, folder } = itemOf(items, like);
  const unfit = command.split(' && ').find((part) => !MAKES_USER.test(part));
  if (unfit !== undefined) throw new Error(`${JSON.stringify(unfit)} makes no user`);
  const tokens = parseShell(command).tokens.map(({ text }) => fresh(text));
  const run = { id: newId(items), head: 'RUN', tokens, fingerprint, folder, anywhere: () => false, readable: true };
  insertBefore(items, itemOf(items, before), run);
}

export function ownFiles(items: Items, { step, owner }: ChangeOf<'ownFiles'>): void {
  const item = itemOf(items, step);
  if (!/^(?:ADD|COPY)\b(?!.* --chown=)/.test(item.head) || !USER.test(owner))
    throw new Error(`what ${item.head} brings can not be given to ${owner}`);
  items.set(step, { ...item, head: `${item.head} --chown=${owner}` });
}

const newId = (items: Items): number => Math.min(0, ...items.keys()) - 1;

const bare = (head: string, text: string, id: number): TraceItem => ({
  id,
  head,
  tokens: [fresh(text)],
  fingerprint: 0,
  folder: '',
  anywhere: () => false,
  readable: false,
});
