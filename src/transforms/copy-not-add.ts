import type { BuildContext } from '../context/build-context.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { matches } from '../model/matches.ts';
import { actingOf, jsonForm } from '../syntax/instruction.ts';
import { unquote, wordsIn } from '../syntax/words.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'copy-not-add',
  title: 'ADD of files and folders becomes COPY',
  why: 'ADD also fetches addresses and unpacks archives; who reads COPY knows that nothing but copying happens, also when a file is replaced by an archive one day.',
  phase: 'words',
  maxSafety: 'review',
  covers: ['DL3020', 'DS-0005', 'CKV_DOCKER_4', 'CIS-DI-0009'],
  references: ['https://docs.docker.com/build/building/best-practices/#add-or-copy'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

const NAMES_ADD = /\badd\s/i;

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!matches(file.source, NAMES_ADD)) return;
  for (const step of file.stages.flatMap(({ steps }) => steps)) {
    if (actingOf(step.instruction).keyword !== 'ADD') continue;
    const at = step.instruction.span;
    const message = 'ADD does more than to copy files';
    const sources = sourcesOf(step, file.source.escape);
    const declined = whyLeft(step, sources);
    yield declined === undefined
      ? { at, message, fix: asCopy(file, step, sources, context) }
      : { at, message, declined };
  }
}

function asCopy(file: Dockerfile, step: Step, sources: readonly string[], context: BuildContext): Fix {
  const { keywordSpan, flags } = actingOf(step.instruction);
  const written = file.source.text.slice(keywordSpan.start, keywordSpan.end);
  const head = [step.deferred ? 'ONBUILD COPY' : 'COPY', ...flags.map(({ text }) => text)].join(' ');
  const unknown = sources.filter((source) => !isNoArchive(source, step, context));
  return {
    edits: [{ ...keywordSpan, text: written === 'add' ? 'copy' : 'COPY' }],
    changes: [{ kind: 'replaceStep', step: idOf(step), head }],
    safety: unknown.length === 0 ? 'safe' : 'review',
    reason:
      unknown.length === 0
        ? 'what it copies is neither an address nor an archive'
        : `ADD would unpack ${unknown.join(', ')} if it were an archive, which its name does not tell`,
    scope: [],
  };
}

function sourcesOf({ instruction }: Step, escape: string): string[] {
  const { args } = actingOf(instruction);
  const words = jsonForm(args) ?? wordsIn(args.text, escape).map((word) => unquote(word, escape));
  return words.slice(0, -1);
}

/** Flags that COPY has as well. */
const SHARED_FLAGS: readonly string[] = ['chmod', 'chown', 'exclude', 'link'];

const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst|lzma|Z)$/i;

function whyLeft({ instruction }: Step, sources: readonly string[]): string | undefined {
  const { flags, heredocs } = actingOf(instruction);
  const flag = flags.find(({ name }) => !SHARED_FLAGS.includes(name));
  if (flag !== undefined) return `COPY has no --${flag.name}`;
  if (sources.length === 0) return 'its sources can not be read';
  if (heredocs.length > 0) return 'it takes a heredoc';
  const fetched = sources.find((source) => /^\w+:\/\/|^git@|\.git(?:#|$)/.test(source));
  if (fetched !== undefined) return `it fetches ${fetched}`;
  const archive = sources.find((source) => ARCHIVE.test(source));
  if (archive !== undefined) return `it unpacks ${archive}`;
  const open = sources.find((source) => /[$*?[]/.test(source) && !isPlainPattern(source));
  return open && `what ${open} stands for is known only at build time, and may be an archive`;
}

/** Extensions of files that ADD leaves as they are: it unpacks tar archives, compressed or not, whatever they are called. */
const PLAIN =
  /\.(?:c|cfg|cmake|conf|cpp|css|csproj|csv|env|go|gradle|h|html?|ini|jar|java|js|json|jsx|key|list|lock|lua|md|mjs|mod|pem|php|pl|properties|psgi|pub|py|r|rb|repo|rs|service|sh|sln|sql|sum|toml|ts|tsx|txt|vue|war|xml|ya?ml)$/i;

/** Whatever the pattern finds has the name of a plain file. */
const isPlainPattern = (source: string): boolean => !source.includes('$') && PLAIN.test(source);

/** A folder, whose archives stay as they are; a file whose name or content says that it is plain. */
function isNoArchive(source: string, { deferred }: Step, context: BuildContext): boolean {
  if (source === '.' || source.endsWith('/') || source.endsWith('/.') || PLAIN.test(source)) return true;
  return !deferred && context.readText(source.replace(/^\.?\/+/, '')) !== undefined;
}

export const copyNotAdd: Transform = { meta, find };
