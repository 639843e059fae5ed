import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import { rootImage } from '../../../model/dockerfile.ts';
import { usualCase } from '../find/casing.ts';

/** How the packages of a distribution get into the stage that runs, without what an image does not need of them. */
const INSTALLS: Readonly<Record<string, (packages: string, isAsked: boolean) => readonly string[]>> = {
  debian: apt,
  ubuntu: apt,
  alpine: (packages) => [`apk add --no-cache ${packages}`],
};

function apt(packages: string, isAsked: boolean): readonly string[] {
  const quiet = isAsked ? 'DEBIAN_FRONTEND=noninteractive ' : '';
  const install = `${quiet}apt-get install -y --no-install-recommends ${packages}`;
  return ['apt-get update', install, 'rm -rf /var/lib/apt/lists/*'];
}

/** Ubuntu asks where one lives (packages.ubuntu.com/source/tzdata); of others, who writes the file knows. */
const asksQuestions = (stage: Stage, packages: readonly string[]): boolean =>
  (rootImage(stage)?.family === 'ubuntu' && packages.includes('tzdata')) ||
  stage.steps.some(({ instruction }) => /\bDEBIAN_FRONTEND[= ]["']?noninteractive\b/.test(instruction.args.text));

/** A RUN of some commands, each in a line of its own. */
export function runOf({ source }: Dockerfile, commands: readonly string[]): { text: string; said: string } {
  const joint = ` ${source.escape}${source.text.includes('\r\n') ? '\r\n' : '\n'}    && `;
  return { text: `${usualCase(source)('RUN')} ${commands.join(joint)}`, said: `RUN ${commands.join(' && ')}` };
}

export function installOf(
  file: Dockerfile,
  stage: Stage,
  packages: readonly string[],
): { text: string; said: string } | undefined {
  const commands = INSTALLS[rootImage(stage)?.family ?? '']?.(
    [...packages].sort().join(' '),
    asksQuestions(stage, packages),
  );
  if (packages.length === 0 || commands === undefined) return undefined;
  return runOf(file, commands);
}
