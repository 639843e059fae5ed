import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../../src/context/build-context.ts';
import { type PackageManager, packageManagers } from '../../../../src/knowledge/package-managers.ts';
import { fileWork } from '../../../../src/knowledge/programs/file-work.ts';
import { type Dockerfile, readDockerfile, type Stage } from '../../../../src/model/dockerfile.ts';
import { usualSettings } from '../../../../src/model/settings.ts';
import { parseByBuildKit } from '../../../../src/syntax/parse.ts';
import { split } from '../../../../src/transforms/support/split/split.ts';
import { buildsNothing } from '../../../../src/transforms/support/split/steps/builds-nothing.ts';

function fileOf(...lines: string[]): { file: Dockerfile; stage: Stage } {
  const parsed = parseByBuildKit(`${lines.join('\n')}\n`);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const file = readDockerfile(parsed.file);
  return { file, stage: file.stages.at(-1) as Stage };
}

const stageOf = (...lines: string[]): Stage => fileOf(...lines).stage;

describe('a stage that is known to build nothing', () => {
  it.each([
    ['installs packages of the system', ['RUN apt-get update && apt-get install -y gcc make nodejs']],
    ['works on files', ['RUN mkdir /a && chown 1:1 /a', 'COPY a /a']],
    ['has no RUN', ['COPY app.jar /app.jar', 'CMD ["java", "-jar", "/app.jar"]']],
  ])('%s', (_, lines) => {
    expect(buildsNothing(stageOf('FROM debian:12', ...lines))).toBe(true);
  });

  it.each([
    ['has a build', 'RUN apt-get update && make'],
    ['runs what is not known', 'RUN ./setup'],
    ['hands a script to another shell', 'RUN su app -c "npm ci"'],
    ['is in exec form', 'RUN ["npm", "ci"]'],
    ['can not be read', 'RUN case'],
    ['sets a variable alone', 'RUN A=$(make)'],
  ])('is none that %s', (_, line) => {
    expect(buildsNothing(stageOf('FROM debian:12', line))).toBe(false);
  });

  /** No ecosystem says anything of what is taken for no build, whatever image it is done in. */
  const managers: readonly PackageManager[] = Object.values(packageManagers);
  const installs = managers
    .filter(({ scope }) => scope !== 'project')
    .flatMap(({ tools, verbs }) =>
      tools.flatMap((tool) =>
        Object.values(verbs)
          .flat()
          .map((verb) => `${tool} ${verb} gcc`),
      ),
    );
  const works = [...fileWork].flatMap((tool) => ['install', 'build', 'ci'].map((word) => `${tool} ${word}`));

  it.each(['alpine:3', 'debian:12', 'golang:1', 'nginx:1', 'node:22', 'php:8', 'python:3', 'ruby:3', 'rust:1'])(
    'is no build of an ecosystem on %s',
    (base) => {
      for (const command of [...installs, ...works]) {
        const { file, stage } = fileOf(`FROM ${base}`, 'COPY . /app', `RUN ${command}`, 'CMD ["/app/start"]');
        const found = split({ file, stage, context: memoryContext({}), settings: usualSettings }, []);
        expect({ command, known: buildsNothing(stage), found }).toEqual({ command, known: true, found: undefined });
      }
    },
  );
});
