import { absolutePath } from '../../../model/paths.ts';
import type { BuildCall } from './build-call.ts';

/** Where CMakeLists.txt, and those below it, put what they install: below the prefix that cmake is told, or anywhere. */
export function cmakeInstalls(
  { textAt }: Pick<BuildCall, 'textAt'>,
  source: string,
  depth = 0,
): 'anywhere' | 'below' | 'unread' {
  const text = textAt(absolutePath('CMakeLists.txt', source))?.replace(/#.*$/gm, '');
  if (text === undefined || depth > DEEPEST || BRINGS_OTHERS.test(text)) return 'unread';
  const filled = withValues(text);
  if (GOES_ANYWHERE.some((sign) => sign.test(filled))) return 'anywhere';
  const below = [...text.matchAll(/\badd_subdirectory\s*\(\s*"?([^\s")]+)/gi)].map(([, name = '']) =>
    cmakeInstalls({ textAt }, absolutePath(name, source), depth + 1),
  );
  return below.find((one) => one === 'anywhere') ?? below.find((one) => one === 'unread') ?? 'below';
}

const DEEPEST = 5;

/** With what it says of variables itself, which may be made of others. */
function withValues(text: string): string {
  const values = new Map(
    [...text.matchAll(/\bset\s*\(\s*(\w+)\s+"?([^\s")]+)/gi)].map(([, name = '', value = '']) => [name, value]),
  );
  const fill = (filled: string): string => filled.replace(/\$\{(\w+)\}/g, (whole, name) => values.get(name) ?? whole);
  return fill(fill(fill(text)));
}

/** What they fetch or include may install as well. */
const BRINGS_OTHERS = /\b(?:CPMAddPackage|ExternalProject_Add|FetchContent_\w+|include\s*\(\s*[^\s)]*[/.])/i;

/**
 * A prefix of their own, code, and a destination that is no plain name and none of those that go by the prefix
 * (cmake.org/cmake/help/latest/module/GNUInstallDirs.html).
 */
const GOES_ANYWHERE: readonly RegExp[] = [
  /\bset\s*\(\s*(?:CACHE\{)?CMAKE_INSTALL_(?:PREFIX|\w+DIR)\b/i,
  /\binstall\s*\(\s*(?:CODE|SCRIPT)\b/i,
  /\bDESTINATION\s+"?(?!\w|\.(?!\.)|\$\{CMAKE_INSTALL_(?:PREFIX|(?!FULL_)\w+DIR)\}|\$\{(?:CMAKE_)?PROJECT_NAME\})/i,
];
