import { pathIn } from '../../../../context/build-context.ts';
import { parentOf, relativePath } from '../../../../model/paths.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';

/** A text that may name files, and what people know it by. */
export type Said = { readonly text: string; readonly where: string };

/** What variables of containers are set to from outside: in compose files, and in files of variables beside the project. */
export function givenValues({ file, context }: Place): Said[] {
  const services = servicesOf(file, context);
  const ofServices = services.flatMap(({ file: where, values }) => values.map((text) => ({ text, where })));
  const beside = (context.namesIn('') ?? []).filter((name) => FILE_OF_VARIABLES.test(name));
  const named = services.flatMap(({ file: by, valueFiles }) =>
    valueFiles.flatMap((path) => [path, pathIn(parentOf(by), path)].map(relativePath)),
  );
  const ofFiles = [...new Set([...beside, ...named])].flatMap((where) =>
    valuesIn(context.readText(where) ?? '').map((text) => ({ text, where })),
  );
  return [...ofServices, ...ofFiles];
}

const FILE_OF_VARIABLES = /^(?:[\w-]*\.)?env(?:\.[\w-]+)*$/;

const valuesIn = (text: string): string[] =>
  text.split('\n').flatMap((line) => /^\s*(?:export\s+)?[\w.]+\s*=(.+)/.exec(line)?.[1] ?? []);
