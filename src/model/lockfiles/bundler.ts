import type { Agreement } from './agreement.ts';

/** Gemfile.lock beside a Gemfile that is nothing but a list of gems; one that is a program as well only Ruby can read. */
export function bundlerAgreement(lockText: string, manifestText: string): Agreement {
  const gemfile = readGemfile(manifestText);
  if (typeof gemfile === 'string') return { but: `the Gemfile is more than a list: ${gemfile}` };
  const lock = readLock(lockText);
  if (typeof lock === 'string') return { but: `it says something that is not read here: ${lock}` };
  if (lock.remote !== gemfile.source) return { but: 'it has another source than the Gemfile' };
  // Frozen, it is not made to fit the platform of the build.
  if (!lock.platforms.includes('ruby')) return { but: 'it is not meant for every platform' };
  const differing = [...gemfile.gems.keys(), ...lock.gems.keys()].find(
    (name) => gemfile.gems.get(name) !== lock.gems.get(name),
  );
  if (differing !== undefined) return { but: `it differs from the Gemfile in ${differing}` };
  const missing = [...lock.gems.keys(), ...lock.needed].find((name) => name !== 'bundler' && !lock.specs.has(name));
  return missing === undefined ? { dependencies: gemfile.gems.size } : { but: `it lacks ${missing}` };
}

/** Requirements by the name of the gem. */
type Gems = Map<string, string>;

type Gemfile = { source: string | undefined; readonly gems: Gems };

const SOURCE = /^source\s*\(?\s*(["'])([^"'#]+)\1\s*\)?$/;
const GEM = /^gem\s*\(?\s*(["'])([\w.-]+)\1((?:\s*,\s*(?:"[^"#]*"|'[^'#]*'))*)(\s*,\s*(?:\w+:|:\w+\s*=>).*?)?\s*\)?$/;
/** Nothing of this changes which gems a lockfile has. */
const HARMLESS_OPTIONS =
  /^(?:\s*,\s*(?:(?:require|groups?|platforms?):|:(?:require|groups?|platforms?)\s*=>)\s*(?:\[[^\]]*\]|%[iw]\[[^\]]*\]|:\w+|true|false|"[^"]*"|'[^']*'))*$/;
const SCAFFOLD = /^(?:ruby\s*\(?\s*["'][^"'#]+["']\s*\)?|group\s*\(?(?:\s*,?\s*:\w+)+\s*\)?\s+do|end)$/;

/** The line that is more than a list, where there is one. */
function readGemfile(text: string): Gemfile | string {
  const gemfile: Gemfile = { source: undefined, gems: new Map() };
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.replace(/(?:^|\s)#.*$/, '').trim();
    if (line === '' || SCAFFOLD.test(line)) continue;
    const source = SOURCE.exec(line)?.[2];
    const [, , name, requirements = '', options = ''] = GEM.exec(line) ?? [];
    if (source !== undefined && gemfile.source === undefined) gemfile.source = withoutSlash(source);
    else if (name !== undefined && HARMLESS_OPTIONS.test(options) && !gemfile.gems.has(name))
      gemfile.gems.set(
        name,
        requirementOf([...requirements.matchAll(/["']([^"']*)["']/g)].map(([, part]) => part ?? '')),
      );
    else return line;
  }
  return gemfile;
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/** `1.2` is `= 1.2`, and the order says nothing. */
const requirementOf = (parts: readonly string[]): string =>
  parts
    .map((part) => (/^\s*([<>=~!]*)\s*(.*?)\s*$/.exec(part) ?? []).slice(1))
    .map(([operator, version]) => `${operator || '='} ${version}`)
    .sort()
    .join(', ');

type Lock = {
  remote: string | undefined;
  readonly specs: Set<string>;
  readonly needed: string[];
  readonly platforms: string[];
  readonly gems: Gems;
};

const IGNORED: readonly string[] = ['BUNDLED WITH', 'CHECKSUMS', 'RUBY VERSION'];

/** The line that is not understood, where there is one. */
function readLock(text: string): Lock | string {
  const lock: Lock = { remote: undefined, specs: new Set(), needed: [], platforms: [], gems: new Map() };
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^[A-Z]/.test(line)) section = line;
    else if (line !== '' && !IGNORED.includes(section) && !readLine(lock, section, line)) return line.trim();
  }
  return lock;
}

/** Whether the line is one that a section may have. */
function readLine(lock: Lock, section: string, line: string): boolean {
  const [, indent = '', name = '', rest] = /^( +)([^\s(]+)(?: (.*))?$/.exec(line) ?? [];
  const versions = /^\((.*)\)$/.exec(rest ?? '')?.[1];
  const entry = `${section} ${indent.length}`;
  if (entry === 'GEM 2' && name === 'remote:' && lock.remote === undefined) lock.remote = withoutSlash(rest ?? '');
  else if (entry === 'GEM 2' && name === 'specs:') return true;
  else if (entry === 'GEM 4' && versions !== undefined) lock.specs.add(name);
  else if (entry === 'GEM 6') lock.needed.push(name);
  else if (entry === 'PLATFORMS 2') lock.platforms.push(name);
  else if (entry === 'DEPENDENCIES 2' && !name.endsWith('!'))
    lock.gems.set(name, versions === undefined ? '' : requirementOf(versions.split(',')));
  else return false;
  return true;
}
