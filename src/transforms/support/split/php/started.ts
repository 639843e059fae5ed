import { compilesExtensions } from '../../../../knowledge/php/images.ts';
import { wrappers } from '../../../../knowledge/programs/wrappers.ts';
import { within } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { firstReason } from '../../user/first-reason.ts';
import { type Place, textAt } from '../../user/place.ts';
import { searchedFolders } from '../../user/program-file.ts';
import type { Build } from '../runtime.ts';
import type { Program } from '../starts/program.ts';

/** Why what containers start may need what builds: it says so, or it is not known what it does. */
export const whyStarted = ({ place, started }: Build): string | undefined =>
  firstReason(started.programs, (program) => whyTool(program) ?? whyUnread(place, program));

const COMPOSER = /^composer(?:\.phar)?$/;

function whyTool({ name, args, by }: Program): string | undefined {
  const tool = baseName(name);
  const calls = COMPOSER.test(tool) || (/^php/.test(tool) && args.some(({ value }) => COMPOSER.test(baseName(value))));
  if (calls) return `${by} calls composer, which works on the project while containers run`;
  return compilesExtensions.test(tool) ? `${by} calls ${name}, which compiles while containers run` : undefined;
}

function whyUnread(place: Place, { name, path, args, by }: Program): string | undefined {
  if (name === '.' || name === 'source') return `${by} reads ${args[0]?.text ?? 'a file'}, which is not followed`;
  const paths = path === undefined ? searchedFolders.map((folder) => `${folder}/${name}`) : [path];
  if (paths.some((each) => isKnownFile(place, each))) return undefined;
  if (isMade(place, baseName(name)))
    return `${name}, which ${by} starts, is made while the image is built, and is not read`;
  return path === undefined || searchedFolders.some((folder) => path.startsWith(`${folder}/`))
    ? undefined
    : `${path}, which ${by} starts, can not be read`;
}

/** A file of the build context, or one that a package of PHP brings. */
const isKnownFile = (place: Place, path: string): boolean =>
  /\/vendor\/(?:bin|[\w.-]+\/[\w.-]+)\//.test(path) || textAt(place, path) !== undefined;

/** A step names it by a path: packages bring theirs without a word of that. */
const isMade = ({ stage }: Place, name: string): boolean =>
  !Object.hasOwn(wrappers, name) &&
  !/^(?:php|docker-php-|apache2|sh$|bash$)/.test(name) &&
  stage.steps.some(
    (step) =>
      /^(?:ADD|COPY|RUN)$/.test(step.instruction.keyword) &&
      saidBy(step)
        .split(/[\s"'=;&|>]+/)
        .some((word) => word.endsWith(`/${name}`) && !holdsNoPrograms(word)),
  );

/** Settings, logs and sockets of a program are in folders of its name (refspecs.linuxfoundation.org/FHS_3.0). */
const holdsNoPrograms = within(['/etc', '/run', '/var/cache', '/var/lib', '/var/log', '/var/run', '/var/spool']);
