import { pathIn } from '../../../../context/build-context.ts';
import { fetchesLibrary, isStaticLibrary } from '../../../../knowledge/compiled/fetched-libraries.ts';
import { parentOf, relativePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { buildFiles } from '../../artefact/build-files.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Project } from '../project/project.ts';

/** A library that a build with CMake fetches stays where it is built, and the program finds it there if it is a shared one. */
export function whyFetched(project: Project): string | undefined {
  const texts = buildTexts(project);
  if (texts.some((text) => SHARES_NONE.test(text))) return undefined;
  const names = [
    ...texts.flatMap((text) => fetchesLibrary.flatMap((call) => [...text.matchAll(call)].map(nameIn))),
    ...absentFolders(project).map(baseName),
  ];
  const unknown = names.find((name) => !isStaticLibrary(name));
  return (
    unknown &&
    `its build fetches ${unknown}, which may be a shared library that would stay behind: with BUILD_SHARED_LIBS OFF it could be split`
  );
}

const nameIn = ({ groups }: RegExpMatchArray): string => groups?.['name'] ?? '';

const SHARES_NONE = /(?:\b|-D)BUILD_SHARED_LIBS(?::BOOL)?(?:\s+|=)"?(?:OFF|FALSE|NO|0)\b/i;

/** `add_subdirectory(third_party/x)` of what the context has no build of: a submodule, or what a step clones. */
function absentFolders({ sent }: Project): string[] {
  return buildFiles(sent).flatMap(({ path, text }) =>
    [...text.matchAll(SUBDIRECTORY)].flatMap(([, written = '']) => {
      const folder = relativePath(written.replace(OWN_FOLDER, ''));
      const isThere = [parentOf(`/${path}`), '/'].some((around) =>
        sent.kindOf(pathIn(relativePath(pathIn(around, folder)), 'CMakeLists.txt')),
      );
      return isThere ? [] : [folder];
    }),
  );
}

const SUBDIRECTORY = /^[ \t]*add_subdirectory\s*\(\s*"?([^\s")]+)/gim;
const OWN_FOLDER = /^\$\{(?:CMAKE|PROJECT)_(?:CURRENT_)?(?:LIST|SOURCE)_DIR\}\//;
