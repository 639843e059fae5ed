import { idInImage } from '../../knowledge/images/image-users.ts';
import { parseShell } from '../../shell/parse.ts';
import { ABOUT_CONTAINERS } from '../../syntax/instruction.ts';
import type { ChangeOf } from '../change.ts';
import type { ImageReference } from '../image-reference.ts';
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
  const affected = ofStage(rest);
  const heavy = affected.find(({ head }) => !FOR_CONTAINERS.test(head));
  if (heavy !== undefined) throw new Error(`${heavy.head} would run as ${user}`);
  if (!USER.test(user) || (note !== undefined && !NOTE.test(note))) throw new Error(`${user} is no user`);
  const { base, fingerprint: found, folder } = settingsBehind(order.slice(0, at), affected);
  const id = newId(items);
  const comment = note === undefined ? [] : [{ ...bare(COMMENT, note, id - 1), anywhere: () => true }];
  const inserted: TraceItem = { ...bare('USER', user, id), base, fingerprint: found, folder };
  const later = withFingerprint(affected, asUser(found, user));
  items.clear();
  const placed = [...order.slice(0, at), ...comment, inserted, ...later, ...rest.slice(affected.length)];
  for (const item of placed) items.set(item.id, item);
}

/** Those before the next FROM. */
function ofStage(items: readonly TraceItem[]): readonly TraceItem[] {
  const end = items.findIndex(({ head }) => /^FROM\b/.test(head));
  return end === -1 ? items : items.slice(0, end);
}

const NAMES = /^[A-Za-z_][\w-]*(?::[A-Za-z_][\w-]*)?$/;
const NUMBERS = /^[1-9]\d*(?::\d+)?$/;
/**
 * A number makes no difference to them. WORKDIR makes a folder, for a user without a group that of its login group, or, by its number,
 * the group of that number. Source: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go, dispatchWorkdir.
 */
const FOR_ANY_NAME = new RegExp(
  `^(?:${COMMENT}|(?:${[...ABOUT_CONTAINERS, 'ADD', 'COPY', 'RUN', 'VOLUME'].join('|')})\\b)`,
);

export function userByNumber(items: Items, { step, id, image }: ChangeOf<'userByNumber'>): void {
  const user = itemOf(items, step);
  const order = [...items.values()];
  const [name, ...more] = user.tokens;
  if (user.head !== 'USER' || name === undefined || more.length > 0 || !NAMES.test(name.text) || !NUMBERS.test(id))
    throw new Error(`${user.head} can not become ${id}`);
  const names = name.text.split(':');
  const numbers = id.split(':');
  const before = order.slice(0, order.indexOf(user));
  const isHis = (own: string, at: number): boolean =>
    isGiven(before, own, numbers[at] as string) ||
    isInImage(before, { kind: at === 0 ? 'user' : 'group', own, id: numbers[at] }, image);
  if (names.length !== numbers.length || !names.every(isHis)) throw new Error(`nothing gives ${id} to ${name.text}`);
  const rest = order.slice(before.length + 1);
  const affected = ofStage(rest);
  const heavy = affected.find(({ head }) => !FOR_ANY_NAME.test(head));
  if (heavy !== undefined) throw new Error(`${heavy.head} may go by the name of its user`);
  const comment = { ...bare(COMMENT, `# ${name.text}`, newId(items)), anywhere: () => true };
  const numbered = { ...user, tokens: [{ ...name, text: id }] };
  const later = withFingerprint(affected, asUser(user.fingerprint, id));
  items.clear();
  for (const item of [...before, comment, numbered, ...later, ...rest.slice(affected.length)]) items.set(item.id, item);
}

/** Comments have no settings. */
const withFingerprint = (items: readonly TraceItem[], fingerprint: number): TraceItem[] =>
  items.map((item) => (item.head === COMMENT ? item : { ...item, fingerprint }));

/** A RUN has both words, the number maybe behind an option. */
const isGiven = (items: readonly TraceItem[], name: string, id: string): boolean =>
  items.some(({ head, tokens }) => {
    const words = tokens.map(({ text }) => text);
    return (
      /^RUN\b/.test(head) &&
      words.includes(name) &&
      words.some((word) => /^(?:-[^=\d]*=?)?(\d+)$/.exec(word)?.[1] === id)
    );
  });

/** A stage before is built on the image, which has it from the start. */
const isInImage = (
  items: readonly TraceItem[],
  { kind, own, id }: { kind: 'group' | 'user'; own: string; id: string | undefined },
  image: ImageReference | undefined,
): boolean =>
  image !== undefined &&
  items.some(({ head, tokens }) => /^FROM\b/.test(head) && tokens[0]?.text.includes(image.name)) &&
  String(idInImage(kind, own, image.name, image.tag)) === id;

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
  const { base, fingerprint, folder } = itemOf(items, like);
  const unfit = command.split(' && ').find((part) => !MAKES_USER.test(part));
  if (unfit !== undefined) throw new Error(`${JSON.stringify(unfit)} makes no user`);
  const tokens = parseShell(command).tokens.map(({ text }) => fresh(text));
  const id = newId(items);
  const run = { id, head: 'RUN', tokens, base, fingerprint, folder, anywhere: () => false, readable: true };
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
  base: 0,
  fingerprint: 0,
  folder: '',
  anywhere: () => false,
  readable: false,
});
