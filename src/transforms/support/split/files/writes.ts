import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { downloadsTo } from '../../../../knowledge/python/downloads.ts';
import { absolutePath, isFolderPath, parentOf } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import type { Taken } from '../runtime.ts';
import { GATHERED_CERTIFICATES } from './certificates.ts';
import { localesBy } from './locales.ts';

export type Written = Taken & {
  /** Where it leads, if it is a link. */
  readonly to?: string;
  /** Nothing is put there: what is there gets other rights. */
  readonly isChanged?: true;
};

export const operands = ({ words }: Command): string[] =>
  words.slice(1).flatMap(({ value }) => (value.startsWith('-') ? [] : [value]));

/** `chmod -R`, `chown --recursive` */
export const isRecursive = ({ words }: Pick<Command, 'words'>): boolean =>
  words.some(({ value }) => /^(?:-\w*R|--recursive)/.test(value));

/** Files and folders that programs which work on files write to. */
export function writes(tool: string, command: Command, folder: string | undefined): Written[] | undefined {
  const paths = operands(command);
  const locales = localesBy(tool, command);
  if (locales !== undefined) return locales;
  const fetched = downloadsTo([tool, ...command.words.slice(1).map(({ value }) => value)].join(' '));
  if (fetched !== undefined) return [{ path: fetched, kind: 'folder' }];
  if (tool === 'curl' || tool === 'wget') return printsOnly(tool, command) ? [] : downloaded(command);
  if (command.words.some(({ literal }) => !literal) || paths.some((path) => /[*?[]/.test(path))) return undefined;
  const folders = foldersMade(command)?.paths;
  if (folders !== undefined)
    // Folders that no image has.
    return folders.flatMap(({ value }) => (isOfAnyImage(value, folder) ? [] : [{ path: value, kind: 'folder' }]));
  switch (tool) {
    case 'touch':
    case 'tee':
      return paths.map((path) => ({ path, kind: 'file' }));
    case 'chmod':
      return changed(command, folder);
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
      return put(tool, command, folder);
    case 'update-ca-certificates':
      return [{ path: GATHERED_CERTIFICATES, kind: 'folder' }];
    default:
      return undefined;
  }
}

/** Files that may be started, or folders, get other rights. */
function changed(command: Command, folder: string | undefined): Written[] | undefined {
  const [mode = '', ...paths] = operands(command);
  if (paths.some((path) => isOfAnyImage(path, folder))) return undefined;
  const isProgram = /^[ugoa]*\+[rwx]*x$/.test(mode) && command.words.every(({ value }) => !/^-\w*R/.test(value));
  return paths.map((path) => ({ path, kind: isProgram ? 'file' : kindOf(path), isChanged: true }));
}

/** One file or folder that comes to stand at a path, or in the folder that the path is. */
function put(tool: string, command: Command, folder: string | undefined): Written[] | undefined {
  const isMode = (path: string): boolean => tool === 'install' && /^[0-7]{3,4}$/.test(path);
  const [source = '', target = '', another] = operands(command).filter((path) => !isMode(path));
  const options = command.words.slice(1).filter(({ value }) => value.startsWith('-'));
  const isWhole = tool === 'cp' && options.some(({ value }) => /^-[a-zA-Z]*[aRr]/.test(value));
  const known = isWhole ? /^-[aRrfnpLTv]+$/ : tool === 'install' ? INSTALLS_FILES : /^-[fnpLsv]+$/;
  if (target === '' || another !== undefined || !options.every(({ value }) => known.test(value))) return undefined;
  const isInto = isFolderPath(target) || isOfAnyImage(target, folder);
  if (isWhole && isInto && isContentOf(source)) return filled(source, target, folder);
  const path = isInto ? `${target.replace(/\/$/, '')}/${baseName(source)}` : target;
  if (isWhole) return [{ path, kind: 'folder' }];
  const isLink = tool === 'ln' && options.some(({ value }) => /^-[a-z]*s/.test(value));
  const to = absolutePath(source, parentOf(absolutePath(path, folder ?? '/')));
  const isFile = (isInto && tool !== 'mv') || (isLink && FILES.test(to));
  return [{ path, kind: isFile ? 'file' : kindOf(path), ...(isLink && { to }) }];
}

/** `src/.` is what a folder holds, and so is `src/` to some. */
const isContentOf = (source: string): boolean => baseName(source) === '.' || source.endsWith('/');

/** A folder that gets all of another one; where the image may have one there, not all in it is what is copied. */
const filled = (source: string, target: string, folder: string | undefined): Written[] | undefined =>
  source.endsWith('.') && !isOfAnyImage(target, folder)
    ? [{ path: target.replace(/\/$/, ''), kind: 'folder' }]
    : undefined;

/** `install -Dm755`, `install -D -m 755`; `-o` and `-g` say whose it is. */
const INSTALLS_FILES = /^-[CDpsv]*(?:m[0-7]*)?$|^--mode=[0-7]+$|^--(?:preserve-timestamps|strip|verbose)$/;

/** A COPY to the very path of a link would write to what that leads to: /etc/localtime is one in most images. */
const FILES = /^\/usr\/share\/zoneinfo\/|\/s?bin\/[^/]+$/;

const isOfAnyImage = (path: string, folder: string | undefined): boolean =>
  (path.startsWith('/') || folder !== undefined) && folderOfAnyImage.test(absolutePath(path, folder ?? '/'));

/** What may be a folder is taken as one: a COPY to the very path does for a file as well. */
const kindOf = (path: string): Taken['kind'] => (/\.(?!d$)\w+$/.test(path) ? 'file' : 'folder');

/** `curl URL`, `curl -fsSL URL -o -`, `wget -qO- URL`: what it fetches goes on to another command. */
function printsOnly(tool: string, { words }: Command): boolean {
  const text = words.map(({ value }) => value).join(' ');
  const isNamed = /\s(?:-[a-zA-Z]*[oOJ]|--output|--remote-name)/.test(text);
  return TO_OUTPUT.test(text) || (tool === 'curl' && !isNamed);
}

const TO_OUTPUT = /\s(?:-[a-zA-Z]*[oO]\s?|--output(?:-document)?[= ])(?:-|\/dev\/stdout)(?=\s|$)/;

/** `-o FILE`, `-qO/usr/bin/probe`, `--output=FILE`: the one file that a download becomes. */
function downloaded({ words }: Command): Taken[] | undefined {
  const values = words.map(({ value }) => value);
  const at = values.findIndex((value) => /^(?:-[a-zA-Z]*[oO]|--output|--output-document)$/.test(value));
  const joined = values.flatMap((value) => /^(?:-[a-zA-Z]*[oO]|--output(?:-document)?=)(\/.+)$/.exec(value)?.[1] ?? []);
  const path = joined[0] ?? (at === -1 ? undefined : values[at + 1]);
  return path === undefined || !/^[\w./+-]+$/.test(path) || /^\w+:/.test(path) ? undefined : [{ path, kind: 'file' }];
}
