import { portVariables, usualPorts } from '../../../knowledge/programs/ports.ts';
import { startCommand } from '../../../model/container-commands.ts';
import { type Dockerfile, fromTheBaseUp, rootBase, type Stage } from '../../../model/dockerfile.ts';
import { environment, variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { wordsIn } from '../../../syntax/words.ts';
import type { Place } from './place.ts';
import { servicesOf } from './services.ts';

/** Up to here only root may listen, unless the engine allows it to all (docs.docker.com/engine/release-notes/20.10: since 20.10). */
const LAST_LOW_PORT = 1023;

/** What says that the containers of a stage listen on a port that is root's by custom; undefined where nothing does. */
export function lowPort({ file, stage }: Place): string | undefined {
  return exposed(file, stage) ?? inVariables(stage) ?? inCommand(stage) ?? ofImage(stage);
}

/** It is root's by custom. */
export const isLow = (port: string | undefined): boolean =>
  port !== undefined && /^\d+$/.test(port) && Number(port) > 0 && Number(port) <= LAST_LOW_PORT;

function exposed({ source: { escape } }: Dockerfile, stage: Stage): string | undefined {
  for (const { steps } of fromTheBaseUp(stage)) {
    for (const { instruction, state } of steps) {
      if (instruction.keyword !== 'EXPOSE') continue;
      const ports = wordsIn(instruction.args.text, escape).map((word) =>
        expandWord(word, escape, (name) => variableValue(state, name)),
      );
      const low = ports.find((port) => isLow(port?.replace(/[-/].*$/, '')));
      if (low !== undefined) return `EXPOSE ${low}`;
    }
  }
  return undefined;
}

function inVariables(stage: Stage): string | undefined {
  for (const name of environment(stage.end)) {
    if (!portVariables.test(name)) continue;
    const value = variableValue(stage.end, name) ?? '';
    if (isLow(portIn(value) ?? value)) return `${name}=${value}`;
  }
  return undefined;
}

const portIn = (address: string): string | undefined => /:(\d+)\/?$/.exec(address)?.[1];

/** What stands before a port: `-p 80`, `--port=80`, `--bind 0.0.0.0:80`, `-b :80`, `-Dserver.port=80`. */
const BEFORE_PORT =
  /(?:(?:^|[\s'"])(?:-p|--(?:http-|server[-.])?port|--listen)['"]?[\s=]['"]?|(?:0\.0\.0\.0|\*|\[::\]|\+|localhost|[\s'"=]):|-D[\w.-]*port=)$/;

function inCommand(stage: Stage): string | undefined {
  const port = lowPortIn(startCommand(stage)?.text ?? '');
  return port && `port ${port} of its command`;
}

/** Such a port that commands tell a program. */
export function lowPortIn(text: string): string | undefined {
  for (const { 0: number, index } of text.matchAll(/\d+/g))
    if (isLow(number) && BEFORE_PORT.test(text.slice(0, index))) return number;
  return undefined;
}

function ofImage(stage: Stage): string | undefined {
  const base = rootBase(stage);
  if (base.kind !== 'image') return undefined;
  const { name, tag } = base.image;
  const usual = usualPorts.find(({ image, tags }) => image.test(name) && tags.test(tag));
  const isSet = usual?.unless.some((variable) => [...environment(stage.end)].includes(variable));
  return usual !== undefined && !isSet ? `port ${usual.port} of ${name}:${tag}` : undefined;
}

/** A port that a compose file takes from such containers. */
export function lowPortOfService({ file, context }: Place): string | undefined {
  for (const service of servicesOf(file, context)) {
    const port = service.ports.find((each) => isLow(String(each)));
    if (port !== undefined) return `port ${port} of ${service.file}`;
  }
  return undefined;
}
