import { whyUnknown } from '../../../context/build-context.ts';
import {
  compiles,
  documentation,
  isDocumentation,
  linksManuals,
  lostWith,
  makesFolders,
  trustsCertificates,
} from '../../../knowledge/images/slim-programs.ts';
import { setsUpEnvironment, waitingPrograms } from '../../../knowledge/programs/container-programs.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { asScript, healthCommand, scriptOf, startCommand } from '../../../model/container-commands.ts';
import { fromTheBaseUp, rootBase, type Stage, type Step, stageCalled } from '../../../model/dockerfile.ts';
import { concernsSystem, installs, isPackageName, packageCalls, packageName } from '../../../model/package-calls.ts';
import { readScriptFile, scriptCall } from '../../../model/scripts.ts';
import { environment, variableValue } from '../../../model/state.ts';
import { baseName, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import type { Script } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { healthComments } from '../find/health-comments.ts';
import { toldCommands } from '../find/told-commands.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { whoBuildsOn } from '../user/dependents.ts';
import { firstReason } from '../user/first-reason.ts';
import { whyDevContainer } from '../user/platforms.ts';
import { servicesOf } from '../user/services.ts';
import { whyWorkedIn } from '../user/worked-in.ts';
import { lineOf } from '../wording.ts';
import { type Around, whyScript } from './commands.ts';
import { whyProject } from './projects.ts';
import { type Slim, whyMissing } from './slim.ts';
import { whyDocuments, whySources } from './sources.ts';

/** What the stage uses, or others in it, that the slim image may lack; the questions that cost most come last. */
export function whyLacking(slim: Slim): string | undefined {
  const same = slim.variant.image.samePackages === true;
  return (
    whyForOthers(slim) ??
    (same ? undefined : whyUnknown(slim.context)) ??
    firstReason(slim.stage.steps, (step) => whyDocumented(slim, step)) ??
    (same ? undefined : firstReason(slim.stage.steps, (step) => whyStep(slim, step))) ??
    (same ? undefined : whyStart(slim)) ??
    whyOutside(slim) ??
    whyDocuments(slim) ??
    (same ? undefined : whySources(slim))
  );
}

/** Why others than its own containers may use what the image has. */
function whyForOthers({ stage, variant }: Slim): string | undefined {
  const start = startCommand(stage);
  if (start === undefined)
    return 'it says nothing of what containers start, so it may be there for others to build on or to work in';
  if (stage.steps.some(({ deferred }) => deferred)) return 'it has triggers, which run in images that are built on it';
  if (variant.image.samePackages) return undefined;
  const tools = start.commands.map((command) => ({
    tool: withoutVersion(toolOf(command)),
    words: command.words.length,
  }));
  const prompts = [...interpreters, ...variant.image.programs];
  const isForPeople =
    tools.some(({ tool, words }) => words === 1 && prompts.includes(tool)) ||
    (tools.length > 0 && tools.every(({ tool }) => waitingPrograms.has(tool)));
  return isForPeople ? 'people work in its containers, with any program that the full image has' : undefined;
}

function whyOutside(slim: Slim): string | undefined {
  const { file, context, variant } = slim;
  const dependent = whoBuildsOn(file, context);
  if (dependent !== undefined) return `${dependent} is built on it, and may use what the full image has`;
  const why = whyDevContainer(context);
  if (why !== undefined) return `${why}, in which people use any program that the full image has`;
  const whyWork = variant.image.samePackages ? undefined : whyWorkedIn(context);
  return whyWork === undefined ? whyTold(slim) : `${whyWork}, with any program that the full image has`;
}

/** Why what people, pipelines or probes of clusters call in its containers may not be there. */
function whyTold(slim: Slim): string | undefined {
  if (slim.variant.image.samePackages) return undefined;
  const told = toldCommands(slim.context).map(({ file, words }) => ({ by: `${file}, in a container,`, words }));
  const asked = healthComments(slim.file).map(({ at, words }) => ({
    by: `the comment of line ${lineOf(slim.file, at)}`,
    words,
  }));
  return firstReason([...told, ...asked], ({ by, words }) => {
    const program = words.find((word) => lostWith(/^\/\S*\/([^/]+)$/.exec(word)?.[1] ?? word) !== undefined);
    return program && whyMissing(slim, baseName(program), by);
  });
}

/** Why a step may need documentation or translations: no slim image has them, nor do packages bring them there. */
function whyDocumented(slim: Slim, step: Step): string | undefined {
  const { instruction } = step;
  const line = `line ${lineOf(slim.file, idOf(step))}`;
  const [found] = (!isRun(step) && documentation.exec(instruction.args.text)) || [];
  if (found !== undefined) return `${line} names ${found}, where slim images have nothing`;
  if (instruction.keyword === 'ENV') return whySettings(step, line);
  if (!isRun(step)) return undefined;
  const script = scriptOf(step.run);
  if (script.opaque !== undefined) return `${line} can not be read: ${script.opaque}`;
  return whyRead(script, line) ?? whyInstalled(slim, script, line) ?? whyScriptFiles(slim, step, script, line);
}

/** What is not there may be removed, and folders for it may be made. */
function whyRead({ text, commands }: Script, who: string): string | undefined {
  const named = commands.filter(({ start, end }) => documentation.test(text.slice(start, end)));
  const reader = named.find((command) => !/^(?:find|mkdir|rm|rmdir)$/.test(toolOf(command)));
  const isElsewhere = named.length === 0 && documentation.test(text);
  const tool = reader === undefined ? 'a command' : toolOf(reader);
  return reader === undefined && !isElsewhere
    ? undefined
    : `${tool} of ${who} names a folder of documentation, where slim images have nothing`;
}

function whyInstalled({ stage: { base } }: Slim, script: Script, who: string): string | undefined {
  const operands = packageCalls(script)
    .filter((call) => concernsSystem(call) && installs(call))
    .flatMap((call) => call.operands);
  const file =
    operands.find((word) => !isPackageName(word))?.text ?? /\bdpkg\s(?:.*\s)?(?:-i|--install)\b/.exec(script.text)?.[0];
  if (file !== undefined) return `what ${file} of ${who} installs is not known`;
  const names = operands.map(packageName);
  const release = base.kind === 'image' ? base.known?.release : undefined;
  const linking = names.find((name) => linksManuals.test(name) && !makesFolders(name, release));
  if (linking !== undefined)
    return `${linking} of ${who} puts links into a folder for manual pages, which slim images do not have: the install may fail`;
  const document = names.find((name) => isDocumentation.test(name));
  return document && `${document} of ${who} is documentation or translations, which slim images leave out`;
}

/** Scripts that it starts may install what others do. */
function whyScriptFiles(slim: Slim, step: RunStep, script: Script, line: string): string | undefined {
  const { file, stage, context } = slim;
  const links = script.statements.flatMap((statement) => statement.links);
  const calls = links.flatMap((link) => link.commands.flatMap((command) => scriptCall(script, link, command) ?? []));
  return firstReason(calls, (call) => {
    if (call.kind === 'known' || (call.kind === 'file' && setsUpEnvironment.test(call.path))) return undefined;
    const own = call.kind === 'file' ? readScriptFile(file, stage, step, call.path, context.readText) : undefined;
    if (own === undefined) return `what ${call.what} of ${line} installs is not known`;
    return whyRead(own, `${call.what} of ${line}`) ?? whyInstalled(slim, own, call.what);
  });
}

/** Messages in another language are translations. */
function whySettings({ instruction }: Step, line: string): string | undefined {
  const [, language] =
    /\b(?:LANG|LANGUAGE|LC_ALL|LC_MESSAGES)[= ]\s*["']?([a-z]{2,3})(?:_|\b)/.exec(instruction.args.text) ?? [];
  return language === undefined || language === 'en'
    ? undefined
    : `${line} asks for messages in another language, whose translations slim images leave out`;
}

function whyStep(slim: Slim, step: Step): string | undefined {
  const { instruction } = step;
  const line = `line ${lineOf(slim.file, idOf(step))}`;
  if (isRun(step)) return whyScript(scriptOf(step.run), { slim, who: line, step, depth: 0 });
  if (!isCopy(instruction)) return undefined;
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  if (from === undefined) return undefined;
  const source = stageCalled(slim.file, from, slim.stage);
  if (source === undefined)
    return STATIC.test(from) ? undefined : `what ${line} copies from ${from} may need libraries of the full image`;
  return whySource(slim, source, line);
}

/** Images of programs that are linked to nothing (docs.astral.sh/uv/guides/integration/docker). */
const STATIC = /^ghcr\.io\/astral-sh\/uv(?:[:@]|$)/;

/** What another stage has made runs here: it has to be of the same language, and what it installs has to do with the slim image. */
function whySource(slim: Slim, source: Stage, line: string): string | undefined {
  const [own, other] = [slim.stage.base, rootBase(source)];
  const isAlike = own.kind === 'image' && other.kind === 'image' && own.image.name === other.image.name;
  if (!isAlike || !SCRIPTED.includes(own.image.name))
    return `what ${line} copies from another stage may need libraries of the full image`;
  const steps = fromTheBaseUp(source).flatMap((stage) => stage.steps.filter(({ deferred }) => !deferred));
  return firstReason(steps, (step) => {
    const where = `line ${lineOf(slim.file, idOf(step))}`;
    if (isRun(step)) return whyMade(slim, step, where);
    const from = isCopy(step.instruction) && step.instruction.flags.some(({ name }) => name === 'from');
    return from ? `what ${where} copies on may need libraries of the full image` : undefined;
  });
}

/** Why what a RUN of another stage leaves there may need libraries of the full image. */
function whyMade(slim: Slim, step: RunStep, line: string): string | undefined {
  const script = scriptOf(step.run);
  if (script.opaque !== undefined) return `${line}, whose files are copied, can not be read: ${script.opaque}`;
  const maker = script.commands.map(toolOf).find((tool) => compiles.has(tool) || trustsCertificates.has(tool));
  if (maker !== undefined) return `what ${maker} of ${line} makes or fetches may need libraries of the full image`;
  const calls = packageCalls(script).filter((call) => !concernsSystem(call) && installs(call));
  return firstReason(calls, (call) => whyProject(slim, step, call, line));
}

/** What is made with them is text, and packages. */
const SCRIPTED: readonly string[] = ['node', 'python'];

function whyStart(slim: Slim): string | undefined {
  const around: Around = { slim, who: 'CMD or ENTRYPOINT', step: undefined, depth: 0 };
  const [start, health] = [startCommand(slim.stage), healthCommand(slim.stage)];
  return (
    (start && whyScript(start, around)) ??
    (health && whyScript(health, { ...around, who: 'HEALTHCHECK' })) ??
    whyZone(slim) ??
    whyCertificates(slim) ??
    whyServices(slim, around)
  );
}

/** TZ names a file of tzdata. */
function whyZone({ stage, variant, installed, file }: Slim): string | undefined {
  const zone = [...environment(stage.end)].includes('TZ') ? variableValue(stage.end, 'TZ') : undefined;
  const isNamed = (zone !== undefined && !/^(?:|UTC|Etc\/UTC)$/.test(zone)) || /zoneinfo/.test(file.source.text);
  return isNamed && !installed.has('tzdata') && !variant.image.packages.includes('tzdata')
    ? 'the time zone is a file of tzdata, which the slim image may lack: install tzdata'
    : undefined;
}

/** Programs that are told to trust whom the system trusts. */
const whyCertificates = ({ installed, file }: Slim): string | undefined =>
  /\/etc\/ssl\/certs\b|--use-(?:openssl|system)-ca\b/.test(file.source.text) && !installed.has('ca-certificates')
    ? 'it names certificates of the system, of which the slim image has none: install ca-certificates'
    : undefined;

function whyServices(slim: Slim, around: Around): string | undefined {
  return firstReason(servicesOf(slim.file, slim.context), ({ file, entrypoint, command, health, rest }) => {
    if (rest !== undefined) return `${file} takes the rest of how it starts it from ${rest}, which is not read`;
    const texts = [entrypoint, command, health].flatMap((text) =>
      text === undefined || text.length === 0 ? [] : [text],
    );
    return firstReason(texts, (text) => whyScript(asScript(text), { ...around, who: file }));
  });
}
