import { WEB_FOLDER } from '../../../../knowledge/php/images.ts';
import { copyTarget } from '../../../../model/copied-files.ts';
import { within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { placeOf } from '../../wording.ts';
import { type Call, callsIn } from '../steps/calls.ts';
import { composerCall } from './composer.ts';
import { isDoneAgain, type Known } from './known.ts';
import { pathOf, pathsOf } from './paths.ts';

/** `name`: of all that is in the folder of pages. Else each file keeps its own. */
type Owner = { readonly name?: string } | { readonly why: string };

/** A copy from another stage keeps the owners of what is in a folder, by their numbers, and not that of the folder (moby/moby#38599). */
export function ownerOf(known: Known): Owner | undefined {
  const giving = callsIn(known.place, known.steps).filter(
    ({ command, step }) => /^(?:chown|chgrp)$/.test(toolOf(command)) && !isDoneAgain(known, step),
  );
  const [ran] = giving;
  if (ran === undefined) return undefined;
  const name = ownerOfPages(known, giving);
  if (name !== undefined) return { name };
  const lost = giving.find((each) => !isKept(known, each));
  return lost === undefined
    ? {}
    : {
        why: `${placeOf(known.place, lost.step)} gives files to a user in a RUN of the build, which a copy from another stage would not keep: in a RUN of its own behind the build it could be split`,
      };
}

/** The folder of the images' pages is that of their user already; what is in it becomes theirs where the build ends with that. */
function ownerOfPages(known: Known, giving: readonly Call[]): string | undefined {
  const [ran, another] = giving;
  if (ran === undefined || another !== undefined) return undefined;
  const owner = ran.command.words.find(({ value }) => /^www-data(?::www-data)?$/.test(value));
  const rest = ran.step.run.script.commands.filter(({ start }) => start > ran.command.start);
  const isWhole =
    ran.command.words.length === 4 &&
    ran.command.words.some(({ value }) => value === '-R') &&
    pathsOf(ran)[1] === WEB_FOLDER &&
    known.folders.includes(WEB_FOLDER) &&
    ran.step === known.steps.findLast(isRun) &&
    rest.every(
      (command) =>
        /^(?:chmod|echo|find|rm|true)$/.test(toolOf(command)) || composerCall(command)?.verb.startsWith('clear'),
    );
  return isWhole ? owner?.value : undefined;
}

/** A user that every image of PHP has under the same number, or a number; where no COPY has a say in whose it is. */
function isKept({ place: { file }, steps, folders }: Known, ran: Call): boolean {
  const [owner, ...paths] = ran.command.words.slice(1).filter(({ value }) => !/^-\w|^--\w/.test(value));
  const isSame = (value: string): boolean => value.split(':').every((part) => /^(?:\d*|www-data)$/.test(part));
  const given = steps.filter(({ instruction: { flags } }) =>
    flags.some((flag) => flag.name === 'chown' && flag.value !== owner?.value),
  );
  return (
    owner?.literal === true &&
    isSame(owner.value) &&
    paths.length > 0 &&
    paths.every((word) => {
      const path = pathOf(word, ran.folder);
      const folder = folders.find((each) => path !== undefined && within([each])(path));
      return (
        folder !== undefined &&
        (path !== folder || path === WEB_FOLDER) &&
        !given.some((step) => within([folder])(copyTarget(step, file.source.escape) ?? folder))
      );
    })
  );
}
