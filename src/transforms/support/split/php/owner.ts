import { WEB_FOLDER } from '../../../../knowledge/php-images.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { placeOf } from '../../wording.ts';
import { callsIn } from '../calls.ts';
import { composerCall } from './composer.ts';
import { isDoneAgain, type Known } from './known.ts';
import { pathsOf } from './paths.ts';

type Owner = { readonly name: string } | { readonly why: string };

/** The folder of the images' pages is that of their user already; what is in it becomes theirs where the build ends with that. */
export function ownerOf(known: Known): Owner | undefined {
  const giving = callsIn(known.place, known.steps).filter(
    ({ command, step }) => /^(?:chown|chgrp)$/.test(toolOf(command)) && !isDoneAgain(known, step),
  );
  const [ran] = giving;
  if (ran === undefined) return undefined;
  const [owner, path] = [
    ran.command.words.find(({ value }) => /^www-data(?::www-data)?$/.test(value)),
    pathsOf(ran)[1],
  ];
  const rest = ran.step.run.script.commands.filter(({ start }) => start > ran.command.start);
  const isWhole =
    giving.length === 1 &&
    owner !== undefined &&
    ran.command.words.length === 4 &&
    ran.command.words.some(({ value }) => value === '-R') &&
    path === WEB_FOLDER &&
    known.folders.includes(WEB_FOLDER) &&
    ran.step === known.steps.findLast(isRun) &&
    rest.every(
      (command) =>
        /^(?:chmod|echo|find|rm|true)$/.test(toolOf(command)) || composerCall(command)?.verb.startsWith('clear'),
    );
  return isWhole
    ? { name: owner.value }
    : {
        why: `${placeOf(known.place, ran.step)} gives files to a user in a RUN of the build, which a copy from another stage would not keep: in a RUN of its own behind the build it could be split`,
      };
}
