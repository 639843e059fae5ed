import { createRequire } from 'node:module';
import type { Ignore } from '@balena/dockerignore';
import type { BuildContext } from './build-context.ts';

const load = createRequire(import.meta.url);
const known = new WeakMap<BuildContext, (path: string) => boolean>();

/** Whether `.dockerignore` keeps a path out of the build, by Docker's own rules; read once per context. */
export function isIgnored(context: BuildContext, path: string): boolean {
  let rules = known.get(context);
  if (rules === undefined) {
    rules = rulesOf(context.readText('.dockerignore'));
    known.set(context, rules);
  }
  return rules(path);
}

/** The library is loaded where there is something for it to read: most runs never ask. */
function rulesOf(text: string | undefined): (path: string) => boolean {
  if (text === undefined) return () => false;
  const { default: create } = load('@balena/dockerignore') as { default: () => Ignore };
  const rules = create().add(text);
  return (path) => path !== '' && rules.ignores(path);
}
