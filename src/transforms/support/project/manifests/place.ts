import type { Step } from '../../../../model/dockerfile.ts';
import { actingOf } from '../../../../syntax/instruction.ts';
import type { InstallStep } from '../first-installs.ts';
import type { FolderCopy } from '../folder-copy.ts';

/** An install below a COPY of everything. */
export type Place = InstallStep & { readonly copy: FolderCopy };

export const stepsBetween = ({ stage, step, copy }: Place): readonly Step[] =>
  stage.steps.slice(stage.steps.indexOf(copy.step) + 1, stage.steps.indexOf(step));

export const copyText = ({ step: { instruction } }: FolderCopy): string => {
  const { keyword, args } = actingOf(instruction);
  return `${keyword} ${args.text}`;
};
