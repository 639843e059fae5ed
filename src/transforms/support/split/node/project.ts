import type { Json } from '../../../../model/formats/json.ts';
import type { Build } from '../runtime.ts';
import type { NodeStart } from './found.ts';
import type { Global } from './globals.ts';
import type { Outputs } from './outputs.ts';
import type { Sources } from './sources.ts';

/** All that is known of the project, in its file. */
export type Project = {
  readonly build: Build;
  readonly folder: string;
  readonly root: string | undefined;
  readonly manifest: Json;
  readonly textOf: (path: string) => string | undefined;
  readonly sources: Sources;
  readonly start: NodeStart;
  readonly globals: readonly Global[];
  readonly outputs: Outputs;
};

const LOCKFILES: readonly string[] = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'];

/** Those of a project, or of another one in a folder of it. */
export const lockfilesOf = ({ textOf }: Pick<Project, 'textOf'>, folder?: string): { name: string; text: string }[] =>
  LOCKFILES.flatMap((name) => {
    const text = textOf(folder === undefined ? name : `${folder}/${name}`);
    return text === undefined ? [] : [{ name, text }];
  });
