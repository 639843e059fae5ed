import type { Agreement, Development } from './lockfiles/agreement.ts';
import { bunAgreement } from './lockfiles/bun.ts';
import { bundlerAgreement } from './lockfiles/bundler.ts';
import { npmAgreement, npmDevelopment } from './lockfiles/npm.ts';
import { pnpmAgreement } from './lockfiles/pnpm.ts';
import { yarnAgreement } from './lockfiles/yarn.ts';
import { yarnBerryAgreement } from './lockfiles/yarn-berry.ts';

/** Compares the text of a lockfile with that of its manifest; `major` is the first number of the manager's version. */
type ReadAgreement = (lock: string, manifest: string, major: number) => Agreement;

/** Who reads which lockfile. */
export const agreements: ReadonlyMap<string, ReadAgreement> = new Map([
  ['Gemfile.lock', bundlerAgreement],
  ['bun.lock', bunAgreement],
  ['npm-shrinkwrap.json', npmAgreement],
  ['package-lock.json', npmAgreement],
  ['pnpm-lock.yaml', pnpmAgreement],
  ['yarn.lock', (lock, manifest) => (/^__metadata:/m.test(lock) ? yarnBerryAgreement : yarnAgreement)(lock, manifest)],
]);

/** Who reads from which lockfile what only development needs. */
export const developments: ReadonlyMap<string, (lock: string) => Development | undefined> = new Map([
  ['npm-shrinkwrap.json', npmDevelopment],
  ['package-lock.json', npmDevelopment],
]);
