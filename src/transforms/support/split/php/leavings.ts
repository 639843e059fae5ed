import { bringsBrowser, fetchesBrowsers } from '../../../../knowledge/node/programs.ts';
import { consoleVerb } from '../../../../knowledge/php/calls.ts';
import { APACHE_FOLDER, extensionTools } from '../../../../knowledge/php/images.ts';
import { within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { textAt } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import { type Call, callsIn, textOf } from '../steps/calls.ts';
import { staysInside } from '../steps/stays-inside.ts';
import { isOfSources } from '../system/other-sources.ts';
import { isSwitch } from './apache.ts';
import { composerCall, consoleCall } from './composer.ts';
import { isCarried, isDoneAgain, isOfComposer, isSetting, type Known } from './known.ts';
import { whyLost } from './losses.ts';
import { pathOf, pathsOf } from './paths.ts';

export type OwnLeavings = {
  /** Commands of which it is known what they leave. */
  readonly commands: ReadonlySet<Command>;
  readonly taken: readonly Taken[];
  /** Some make extensions. */
  readonly extends: boolean;
};

/** What commands of PHP, and those that work on its settings, leave. */
export function ownLeavings(known: Known): OwnLeavings | string {
  const commands = new Set<Command>();
  const taken: Taken[] = [];
  let makesExtensions = false;
  for (const ran of callsIn(known.place, known.steps)) {
    if (isDoneAgain(known, ran.step)) continue;
    const why = whyLost(known, ran);
    if (why !== undefined) return `${placeOf(known.place, ran.step)}: ${why}`;
    makesExtensions ||= extensionTools.has(toolOf(ran.command));
    const left = leftBy(known, ran);
    if (left === undefined) continue;
    commands.add(ran.command);
    taken.push(...left);
  }
  return { commands, taken, extends: makesExtensions };
}

/** What a command leaves; undefined where only others may know. */
function leftBy(known: Known, ran: Call): readonly Taken[] | undefined {
  const { command, folder } = ran;
  const isHere = folder !== undefined && within(known.folders)(folder);
  if (leavesNothing(ran) || (isHere && staysHere(known, ran))) return [];
  switch (toolOf(command)) {
    case 'sed':
      return editedBy(known, ran);
    case 'chmod':
      return pathsOf(ran).slice(1).every(isCarried(known)) ? [] : undefined;
    case 'ln':
      return within(known.folders)(pathsOf(ran).at(-1) ?? '') ? [] : [{ path: APACHE_FOLDER, kind: 'folder' }];
    case 'cp':
    case 'mv':
      return settingFrom(ran);
    default:
      return undefined;
  }
}

/** What they make stands where extensions do, is a link of Apache, or is composer. */
function leavesNothing(ran: Call): boolean {
  const { command } = ran;
  const tool = toolOf(command);
  if (composerCall(command) !== undefined || extensionTools.has(tool) || isSwitch(command)) return true;
  switch (tool) {
    case 'chgrp':
    case 'chown':
    case 'yes':
      return true;
    case 'curl':
    case 'wget':
      return /getcomposer\.org/.test(textOf(ran));
    case 'git':
      return /^(?:config|--version)$/.test(command.words[1]?.value ?? '');
    case 'php':
      return consoleCall(command) === undefined && (tells(ran) || setsComposerUp(ran));
    default:
      return false;
  }
}

/** In the folder of a project, it works on what is there. */
function staysHere({ place }: Known, ran: Call): boolean {
  const { command } = ran;
  const verb = consoleCall(command);
  if (verb !== undefined) return consoleVerb.test(verb);
  const tool = toolOf(command);
  if (NODE.has(tool)) {
    const manifest = textAt(place, `${ran.folder}/package.json`) ?? '';
    return !bringsBrowser.test(manifest) && !fetchesBrowsers.test(textOf(ran)) && !FOR_ALL.test(textOf(ran));
  }
  return staysInside(command);
}

/** `mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"` */
function settingFrom(ran: Call): Taken[] | undefined {
  const [source, target, another] = pathsOf(ran);
  if (source === undefined || target === undefined || another !== undefined) return undefined;
  if (isOfComposer(target) || isOfComposer(source)) return [];
  const isFile = isSetting(target) && /\.\w+$/.test(target) && !/[*?]/.test(source + target);
  return isFile && !/\s-\w*[raR]/.test(textOf(ran)) ? [{ path: target, kind: 'file' }] : undefined;
}

const FOR_ALL = /\s(?:-g|--global|global)\b/;
const NODE: ReadonlySet<string> = new Set(['npm', 'npx', 'pnpm', 'yarn']);

/** `php -v`, `php -m`: it prints what PHP is. */
const tells = ({ command }: Call): boolean =>
  /^(?:-[ilmv]|--(?:info|modules|version))$/.test(command.words[1]?.value ?? '');

/** `php -r "copy('https://getcomposer.org/installer', …)"`, `… | php -- --install-dir=/usr/local/bin`, `… | php`. */
const setsComposerUp = (ran: Call): boolean =>
  /composer|installer|--install-dir/i.test(textOf(ran)) || /^php(?:\s+--?)?$/.test(textOf(ran))
    ? /getcomposer\.org/.test(ran.step.run.script.text) || /composer-setup/.test(textOf(ran))
    : false;

/** `sed -i` puts other text into files. */
function editedBy({ folders }: Known, ran: Call): Taken[] | undefined {
  const { words } = ran.command;
  if (!words.some(({ value }) => /^-\w*i|^--in-place/.test(value))) return [];
  const values = words.slice(1).map(({ value }) => value);
  const hasScript = values.some((value) => /^(?:-\w*[ef]|--expression|--file)$/.test(value));
  const operands = words
    .slice(1)
    .filter(
      ({ value }, at) => !value.startsWith('-') && !/^(?:-\w*[ef]|--expression|--file)$/.test(values[at - 1] ?? ''),
    );
  const paths = (hasScript ? operands : operands.slice(1)).map((word) => pathOf(word, ran.folder));
  const taken: Taken[] = [];
  for (const path of paths) {
    if (path === undefined) return undefined;
    if (within(folders)(path) || isOfSources(path)) continue;
    if (within([APACHE_FOLDER])(path))
      taken.push(/[*?[]/.test(path) ? { path: APACHE_FOLDER, kind: 'folder' } : { path, kind: 'file' });
    else if (/[*?[]/.test(path)) return undefined;
    else taken.push({ path, kind: 'file' });
  }
  return taken;
}
