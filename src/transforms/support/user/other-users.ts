import { rootNames } from '../../../knowledge/images/root-images.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { fromTheBaseUp } from '../../../model/dockerfile.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import type { Place } from './place.ts';

/** Why the file itself may have another user in mind: it makes one, or gives files to one. `named`: who is meant anyway. */
export function whyAnotherUser({ file, stage }: Place, named: string | undefined): string | undefined {
  for (const { steps } of fromTheBaseUp(stage)) {
    for (const step of steps) {
      const other = isRun(step) ? otherUser(step, named) : undefined;
      if (other !== undefined) return `line ${lineOf(file, idOf(step))} ${other}, and what for is not known`;
    }
  }
  return undefined;
}

function otherUser({ run }: RunStep, named: string | undefined): string | undefined {
  for (const command of scriptOf(run).commands) {
    const { tool, args = [] } = invocationOf(command) ?? {};
    const operands = args.filter(({ value }) => !value.startsWith('-')).map(({ text }) => text);
    const name = baseName(tool?.value ?? '');
    if (/^(?:useradd|adduser)$/.test(name)) return `makes the user ${operands.at(-1) ?? ''}`;
    const owner = name === 'chown' ? operands[0] : undefined;
    if (owner !== undefined && !isMeant(owner, named)) return `gives files to ${owner}`;
  }
  return undefined;
}

const isMeant = (owner: string, named: string | undefined): boolean => {
  const user = owner.replace(/^"|"$/g, '').replace(/[:.].*/, '');
  return user === named || rootNames.includes(user);
};
