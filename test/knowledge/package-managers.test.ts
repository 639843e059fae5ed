import { describe, expect, it } from 'vitest';
import { type PackageManager, packageManagers } from '../../src/knowledge/package-managers.ts';

const all: [string, PackageManager][] = Object.entries(packageManagers);
const duplicates = (words: readonly string[]): string[] => words.filter((word, at) => words.indexOf(word) !== at);

it('knows each program once, so that a call belongs to one manager', () => {
  expect(duplicates(all.flatMap(([, { tools }]) => tools))).toEqual([]);
  expect(duplicates(all.map(([, { title }]) => title))).toEqual([]);
});

describe.each(all)('%s', (_, manager) => {
  const { verbs, lists, project, lean, noCache, assumeYes, bareVerb, edition } = manager;
  const words = Object.values(verbs);
  const files = [...(project?.manifests ?? []), ...(project?.lockfiles ?? [])];

  it('has no word twice in a list', () => {
    for (const list of [...words, manager.tools, manager.valueOptions, lists.cachePaths, files])
      expect(duplicates(list)).toEqual([]);
  });

  it('has verbs of one word or two, and options that look like options', () => {
    for (const verb of words.flat()) expect(verb).toMatch(/^[a-z][\w:.-]*(?: [a-z][\w-]*)?$/);
    for (const option of [...manager.valueOptions, lean?.option, noCache?.option, assumeYes?.option])
      expect(option ?? '-').toMatch(/^-{1,2}[a-zA-Z][\w-]*(?:=\w+)*$|^-$/);
  });

  it('asks only where it takes an answer, and takes one only where it asks', () => {
    expect(verbs.asks === undefined).toBe(assumeYes === undefined);
  });

  it('takes its own option for settled', () => {
    if (assumeYes) expect(assumeYes.already.some((pattern) => pattern.test(assumeYes.option))).toBe(true);
    if (lean) expect(lean.already.some((pattern) => pattern.test(lean.option))).toBe(true);
    if (lists.insists) expect(lists.insists.option).toMatch(lists.insists.already);
    for (const pattern of lean?.opposite ?? []) expect(lean?.option).not.toMatch(pattern);
  });

  it('takes its own cleanup for one', () => {
    const [program = '', ...rest] = lists.cleanup.split(' ');
    if (program === 'rm') {
      const paths = rest.filter((word) => !word.startsWith('-'));
      for (const path of paths)
        expect(
          lists.removedBy.some((pattern) => pattern.test(path)),
          path,
        ).toBe(true);
    } else {
      expect(manager.tools).toContain(program);
      if (verbs.leavesLists) expect(rest.join(' ')).toMatch(lists.clearedBy ?? /^$/);
      if (lists.insists) expect(rest).toContain(lists.insists.option);
    }
  });

  it('removes no parent of its folder that holds more than caches', () => {
    for (const path of ['/', '/*', '/root', '~', '/var', '/tmp/*', '/usr/local', 'node_modules', './cache'])
      expect(
        lists.removedBy.some((pattern) => pattern.test(path)),
        path,
      ).toBe(false);
  });

  it('has caches at places of the root folder or of a home', () => {
    for (const path of [lists.folder, ...lists.cachePaths, ...(edition?.later.cachePaths ?? [])])
      expect(path).toMatch(/^(?:~|)\/[^~]*[^/~]$/);
    expect(lists.cachePaths.length).toBeGreaterThan(0);
  });

  it('reads files that are inside of the project', () => {
    for (const file of files) expect(file).toMatch(/^(?![/~])(?!.*\.\.)[\w.*/-]+$/);
    expect(project === undefined || project.manifests.length > 0).toBe(true);
  });

  it('can be strict about its lockfile only where it has one', () => {
    if (project?.frozen !== undefined) expect(project.lockfiles).not.toEqual([]);
    const { verb, option, variable } = typeof project?.frozen === 'object' ? project.frozen : {};
    if (verb !== undefined) expect(project?.install).toContain(verb);
    for (const word of [option, project?.omitDev?.option]) expect(word ?? '--x').toMatch(/^--[a-z][\w-]*(?:=\w+)?$/);
    for (const setting of [variable, project?.omitDev?.variable]) expect(setting ?? 'X=1').toMatch(/^[A-Z_]+=[\w:]+$/);
  });

  it('says what it does without a verb in words that it knows', () => {
    if (bareVerb !== undefined) expect([...words.flat(), ...(project?.install ?? [])]).toContain(bareVerb);
  });

  it('tells its editions apart', () => {
    if (edition === undefined) return;
    expect(project?.lockfiles).toContain(edition.file);
    expect(edition.later.project.lockfiles).toContain(edition.file);
    expect(Object.values(verbs).flat()).toEqual(expect.arrayContaining([...edition.verbs]));
  });

  const mount = manager.cacheMount;

  it.skipIf(mount === undefined)('mounts folders that it has for caches, so that nothing cleans up there', () => {
    for (const { path, movedBy = [] } of [...(mount?.folders ?? []), ...Object.values(mount?.on ?? {}).flat()]) {
      expect(path).toMatch(/^(?:~|\/[a-z])[\w./-]*\w$/);
      expect(lists.cachePaths.some((cache) => `${path}/`.startsWith(`${cache}/`))).toBe(true);
      for (const { variable, below } of movedBy) expect([variable, below].join()).toMatch(/^[A-Z_]+,(?:\/[\w/]+)?$/);
    }
    expect(mount?.contrary?.test('--quiet') ?? false).toBe(false);
    expect(duplicates([...(mount?.verbs ?? []), ...(mount?.idle ?? [])])).toEqual([]);
  });
});
