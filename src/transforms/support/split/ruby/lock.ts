export type Gem = {
  readonly name: string;
  readonly isCompiled: boolean;
  /** It opens libraries by their names. */
  readonly opensLibraries: boolean;
};

/** What a Gemfile.lock says of the gems that bundler installs. */
export type Lock = {
  /** Each once, but for those of the project; those of which there is one for this platform are compiled already. */
  readonly gems: readonly Gem[];
  /** Folders of gems that belong to the project. */
  readonly folders: readonly string[];
  /** Some are fetched from a repository. */
  readonly hasRepositories: boolean;
  /** Gems that the Gemfile asked for when it was written. */
  readonly asked: ReadonlySet<string>;
};

const SPEC = /^ {4}([\w.-]+) \(([^)]*)\)$/gm;
/** It needs `ffi` or `fiddle`. */
const OPENING = /^ {4}([\w.-]+) \([^)]*\)\n(?: {6}.*\n)*? {6}(?:ffi|fiddle)(?: |$)/gm;
/** `1.15.4-x86_64-linux-gnu`. */
const OF_LINUX = /^[^-]+-(?:x86_64|aarch64|arm64)-linux/;

/** Format: bundler.io, what `bundle lock` writes. */
export function lockOf(written: string): Lock {
  const text = written.replace(/\r\n/g, '\n');
  const versions = new Map<string, string[]>();
  const opening = new Set([...text.matchAll(OPENING)].map(([, name]) => name));
  const sections = text.split(/^(?=[A-Z])/m);
  const ofPath = sections.filter((section) => section.startsWith('PATH\n'));
  for (const section of sections.filter((each) => !ofPath.includes(each)))
    for (const [, name = '', version = ''] of section.matchAll(SPEC))
      versions.set(name, [...(versions.get(name) ?? []), version]);
  return {
    gems: [...versions].map(([name, all]) => ({
      name,
      opensLibraries: opening.has(name),
      isCompiled: all.some((version) => OF_LINUX.test(version)) && all.every((version) => version.includes('-')),
    })),
    folders: ofPath.flatMap((section) => /^ {2}remote: (.+)$/m.exec(section)?.[1] ?? []),
    hasRepositories: sections.some((section) => section.startsWith('GIT\n')),
    asked: new Set(
      sections
        .filter((section) => section.startsWith('DEPENDENCIES\n'))
        .flatMap((section) => [...section.matchAll(/^ {2}([\w.-]+)/gm)].map(([, name = '']) => name)),
    ),
  };
}
