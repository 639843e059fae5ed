import type { Runtime } from '../runtime.ts';

/** Commands that make folders, by whom they belong to and with their rights: a copy leaves both as they are in folders that are there. */
export function madeFirst({ folders = [], modes = [] }: Runtime): readonly string[] {
  const given = new Set(folders.map(({ path }) => path));
  const others = new Set(modes.flatMap(({ paths }) => paths.filter((path) => !given.has(path))));
  return [
    ...folders.map(({ path, owner }) => `install -d ${asOptions(owner)} ${path}`),
    ...(others.size === 0 ? [] : [`mkdir -p ${[...others].join(' ')}`]),
    ...modes.map(({ mode, paths }) => `chmod ${mode} ${paths.join(' ')}`),
  ];
}

function asOptions(owner: string): string {
  const [user = '', group = user] = owner.split(':').map((name) => (name === '0' ? 'root' : name));
  return `-o ${user} -g ${group}`;
}
