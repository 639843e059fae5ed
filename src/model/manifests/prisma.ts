import { otherSources, ownOutput, plainProvider, schemaPlaces } from '../../knowledge/node/prisma.ts';
import { isObject, type Json } from '../formats/json.ts';
import type { Declined, Install } from './manifests.ts';
import { fileNamed } from './workspace.ts';

/** The schema that the client of Prisma is made from while it is installed. */
export function schemaOf(install: Install, manifest: Json): string | Declined {
  const { schema: set } = isObject(manifest['prisma']) ? manifest['prisma'] : {};
  const [schema, second] = (set === undefined ? schemaPlaces : [`${set}`]).flatMap(
    (path) => fileNamed(install, '', path) ?? [],
  );
  if (schema === undefined)
    return { declined: 'the client of Prisma is made from a schema, which is not where it is looked for' };
  const other = second ?? otherSources.find((path) => install.sent.kindOf(path) !== undefined);
  if (other !== undefined) return { declined: `the client of Prisma may heed ${other} as well as ${schema}` };
  const generators = [...(install.sent.readText(schema) ?? '').matchAll(/^[ \t]*generator\s+\w+\s*\{([^}]*)\}/gm)];
  return generators.every(([, text = '']) => plainProvider.test(text) && !ownOutput.test(text))
    ? schema
    : { declined: `${schema} has a generator that may read or write other files of the project` };
}
