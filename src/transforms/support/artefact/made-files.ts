import { pathIn } from '../../../context/build-context.ts';
import { relativePath } from '../../../model/paths.ts';
import { type Literal, literalsOf } from './literals.ts';
import type { ProjectFiles } from './project-files.ts';
import type { SourceText } from './sources.ts';

/**
 * Folders of a project in which a source makes files, and does not make them itself: they have to be there, whatever else is in them.
 * `logs/app.log`, where `logs` has sources alone.
 */
export function madeIn(project: ProjectFiles, source: SourceText, bases: readonly string[]): string[] {
  const literals = literalsOf(source);
  const isMade = (folder: string): boolean =>
    literals.some(({ text, code, start }) => relativePath(text) === folder && MAKES_FOLDERS.test(code.slice(0, start)));
  return literals.flatMap((literal) => {
    const folder = folderOf(literal);
    if (folder === '' || isMade(folder) || !isWritten(literal, source)) return [];
    return bases.map((base) => pathIn(base, folder)).filter(project.isFolder);
  });
}

/** `Join("logs", "app.log")`, `Path::new("logs").join("app.log")`: what stands before the name is its folder. */
function folderOf({ text, code, start }: Literal): string {
  const [, first = '', second = ''] = JOINED.exec(code.slice(Math.max(0, start - 200), start)) ?? [];
  const joined = [...(first + second).matchAll(/[\w./-]+/g), [text]].map(([part]) => part).join('/');
  const [, folder = ''] = IN_FOLDER.exec(joined) ?? [];
  return relativePath(folder);
}

const JOINED = /\b(?:[jJ]oin|Combine)\(((?:\s*"[\w./-]+",)+)\s*$|"([\w./-]+)"\)\s*\.join\(\s*$/;

/** `logs/app.log`, `./var/%s.json` */
const IN_FOLDER = /^(?:\.\/)?((?:[\w-]+\/)+)[\w%{}-]+\.\w+$/;

const isWritten = (literal: Literal, source: SourceText): boolean =>
  WRITTEN.test(literal.text) || isFirstOfMaking(literal, source);

/** What nobody but a program writes. */
const WRITTEN = /\.(?:db|lock|log|pid|sock|sqlite3?)$/;

const MAKES_FOLDERS =
  /\b(?:MkdirAll|create_dir_all|create_director(?:y|ies)|createDirectories|CreateDirectory)\s*\(\s*$/;

/** As Java, Kotlin and C# make them. */
const MAKES_FILES =
  /\bnew\s+(?:File(?:OutputStream|Writer)|PrintWriter)\(|\bFiles\.(?:createFile|new(?:BufferedWriter|OutputStream)|write\w*)\(|\bFile\.(?:Append\w*|Create\w*|OpenWrite|Write\w*)\(/g;

/** It stands first in a call that makes a file, or what its name is told to. */
const isFirstOfMaking = ({ code, start }: Literal, { language }: SourceText): boolean =>
  [...code.matchAll(language.makesFiles ?? MAKES_FILES)].some(({ index, 0: call }) => {
    const end = index + call.length;
    return index < start && (start < end || /^[ \t\w(&.:),"]*$/.test(code.slice(end, start)));
  });
