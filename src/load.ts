import { createRequire } from 'node:module';

/** Loads a library when it is needed first, because most runs do without and start sooner. */
export const load = createRequire(import.meta.url);
