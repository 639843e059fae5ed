import type { Dockerfile, Stage } from '../../../../model/dockerfile.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { saidBy } from '../../../../model/run.ts';
import { usualCase } from '../../find/casing.ts';
import type { Runtime } from '../runtime.ts';

/** How the packages of a distribution get into the stage that runs, without what an image does not need of them. */
const INSTALLS: Readonly<Record<string, (asked: Asked) => readonly string[]>> = {
  debian: apt,
  ubuntu: apt,
  alpine: ({ packages, upgrade }) => [
    ...(upgrade === undefined ? [] : ['apk upgrade --no-cache']),
    ...(packages === '' ? [] : [`apk add --no-cache ${packages}`]),
  ],
};

type Asked = {
  readonly packages: string;
  /** It may ask questions. */
  readonly isAsking: boolean;
  /** All that the image has is to be the newest: as the file says it. */
  readonly upgrade: string | undefined;
};

function apt({ packages, isAsking, upgrade }: Asked): readonly string[] {
  const quiet = isAsking ? 'DEBIAN_FRONTEND=noninteractive ' : '';
  return [
    'apt-get update',
    ...(upgrade === undefined ? [] : [`${quiet}apt-get ${upgrade} -y`]),
    ...(packages === '' ? [] : [`${quiet}apt-get install -y --no-install-recommends ${packages}`]),
    'rm -rf /var/lib/apt/lists/*',
  ];
}

/** Ubuntu asks where one lives (packages.ubuntu.com/source/tzdata); of others, who writes the file knows. */
const asksQuestions = (stage: Stage, packages: readonly string[]): boolean =>
  (rootImage(stage)?.family === 'ubuntu' && packages.includes('tzdata')) ||
  stage.steps.some((step) => /\bDEBIAN_FRONTEND[= ]["']?noninteractive\b/.test(saidBy(step)));

/** A RUN of some commands, each in a line of its own. */
export function runOf({ source }: Dockerfile, commands: readonly string[]): { text: string; said: string } {
  const next = ` ${source.escape}${source.text.includes('\r\n') ? '\r\n' : '\n'}    `;
  const isWide = (command: string): boolean => command.length > WIDEST && INSTALLS_PACKAGES.test(command);
  const shown = commands.map((command) => (isWide(command) ? inColumn(command, `${next}    `) : command));
  return { text: `${usualCase(source)('RUN')} ${shown.join(`${next}&& `)}`, said: `RUN ${commands.join(' && ')}` };
}

const WIDEST = 120;
const INSTALLS_PACKAGES = /\b(?:apt-get install|apk add) -/;

/** What stands behind the options one below the other. */
function inColumn(command: string, next: string): string {
  const words = command.split(' ');
  const at = words.findLastIndex((word) => word.startsWith('-')) + 1;
  return [words.slice(0, at).join(' '), ...words.slice(at)].join(next);
}

export function installOf(
  file: Dockerfile,
  stage: Stage,
  { packages, upgrade, sources = [] }: Pick<Runtime, 'packages' | 'sources' | 'upgrade'>,
): { text: string; said: string } | undefined {
  const commands = INSTALLS[rootImage(stage)?.family ?? '']?.({
    packages: [...packages].sort().join(' '),
    isAsking: asksQuestions(stage, packages),
    upgrade,
  });
  if ((packages.length === 0 && upgrade === undefined) || commands === undefined) return undefined;
  return runOf(file, [...sources, ...commands]);
}
