import { imageEntrypoints } from '../../../../knowledge/images/image-entrypoints.ts';
import { rootReference } from '../../../../model/dockerfile.ts';
import { isGiven } from '../../../../shell/given.ts';
import { givenScript } from '../../../../shell/inner-scripts.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Script, Word } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';

/** What the ENTRYPOINT of an image starts, where a file says that again and nothing brings another one of its name. */
export function handedByImage({ stage }: Place, tool: Word, args: readonly Word[]): Script | undefined {
  const own = imageEntrypoints.get(rootReference(stage)?.name ?? '');
  const isOther = stage.steps.some(
    ({ instruction: { keyword, args: words } }) =>
      /^(?:ADD|COPY|RUN)$/.test(keyword) && words.text.includes(baseName(tool.value)),
  );
  const [first] = args;
  if (own?.path.test(tool.value) !== true || isOther || first === undefined) return undefined;
  if (isGiven(first)) return parseShell('');
  const isProgram = !/^-|\.[cm]?js$/.test(first.value) || own.program === undefined;
  return isProgram ? givenScript(args) : parseShell([own.program, ...args.map(({ text }) => text)].join(' '));
}
