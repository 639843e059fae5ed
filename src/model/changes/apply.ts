import type { Change, ChangeOf } from '../change.ts';
import type { Trace } from '../trace.ts';
import { chownInCopy } from './chown-in-copy.ts';
import { insertVenv } from './insert-venv.ts';
import type { Items } from './items.ts';
import { narrowCopy } from './narrow-copy.ts';
import { insertCopy, insertRun, splitRun } from './new-steps.ts';
import { slimBase } from './slim-base.ts';
import { splitStage } from './split-stage.ts';
import {
  addMounts,
  join,
  lower,
  lowerCopy,
  move,
  nameStage,
  raise,
  removeStep,
  replaceStep,
  workdirForCd,
} from './steps.ts';
import { createUser, insertUser, ownFiles, userByNumber } from './users.ts';
import { addWords, addWordsBefore, append, insertCommand, removeCommand, removeWords, replaceWord } from './words.ts';

type Apply = {
  readonly [Kind in Change['kind']]: (items: Items, change: ChangeOf<Kind>, mirrors: readonly string[]) => void;
};

const APPLY: Apply = {
  addMounts,
  addWords,
  addWordsBefore,
  append,
  chownInCopy,
  createUser,
  insertCommand,
  insertCopy,
  insertRun,
  insertUser,
  insertVenv,
  join,
  lower,
  lowerCopy,
  move,
  nameStage,
  narrowCopy,
  ownFiles,
  raise,
  removeCommand,
  removeStep,
  removeWords,
  replaceStep,
  replaceWord,
  slimBase,
  splitRun,
  splitStage,
  userByNumber,
  workdirForCd,
};

/**
 * The trace that changes promise. Throws where one of them names something that is not there: then the fix is wrong, and the
 * prover says so.
 */
export function applyChanges(trace: Trace, changes: readonly Change[]): Trace {
  const items = new Map(trace.items.map((item) => [item.id, item]));
  for (const change of changes) apply(items, change, trace.mirrors);
  return { ...trace, items: [...items.values()] };
}

function apply<Kind extends Change['kind']>(items: Items, change: ChangeOf<Kind>, mirrors: readonly string[]): void {
  const does = APPLY[change.kind] as Apply[Kind];
  does(items, change, mirrors);
}
