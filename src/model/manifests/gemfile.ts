import { plainLine, rubyFile } from '../../knowledge/ruby/gemfile.ts';
import { type Declined, filesAmong, type Install, isFrozen, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'Gemfile';

/** Gemfile and Gemfile.lock, where the first is a plain list. */
export const gemfile: ManifestReader = {
  isInstall: ({ operands }) => operands.length === 0,
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { sent, project } = install;
  const text = sent.readText(FILE);
  if (text === undefined) return { declined: `there is no ${FILE} in the folder that is copied` };
  const files = [FILE, ...filesAmong(install, project.lockfiles)];
  for (const line of statements(text)) {
    const [, versions] = rubyFile.exec(line) ?? [];
    if (versions !== undefined) files.push(versions);
    else if (!plainLine.test(line)) return { declined: `${FILE} says ${line}, which may read other files` };
  }
  const [, lockfile] = files;
  if (lockfile === undefined || lockfile !== project.lockfiles[0]) return { files, doubt: WITHOUT_LOCKFILE };
  return isFrozen(install)
    ? { files }
    : { files, doubt: `it may write ${lockfile}, and the COPY below it brings back that of the context` };
}

const WITHOUT_LOCKFILE = 'there is no lockfile, so what it installs is the latest of when the Gemfile last changed';

/** A line that ends in a comma goes on. */
const statements = (text: string): string[] =>
  text
    .replace(/,[ \t]*(?:#.*)?\r?\n\s*/g, ', ')
    .split(/\r?\n/)
    .map((line) => line.trim());
