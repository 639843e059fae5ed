import { whyUnknown } from '../../../context/build-context.ts';
import { compiles } from '../../../knowledge/images/slim-programs.ts';
import {
  drawsText,
  globalPackages,
  harmlessScripts,
  installScripts,
  npmNeeds,
} from '../../../knowledge/node/npm-packages.ts';
import { systemNeeds as ofNode } from '../../../knowledge/node/packages.ts';
import { packageManagers } from '../../../knowledge/package-managers.ts';
import { systemNeeds as ofPython } from '../../../knowledge/python/packages.ts';
import {
  hasWheels,
  isCompiledByPip,
  type PipNeed,
  pipName,
  pipNeed,
  pipPrograms,
  whyNoWheel,
  withHeaders,
} from '../../../knowledge/python/pip-packages.ts';
import {
  address,
  fileOption,
  fileOptionWithPath,
  harmlessOption,
  nestedFile,
  requirement,
} from '../../../knowledge/python/requirements.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { lineage, type Stage, type Step } from '../../../model/dockerfile.ts';
import { asObject, type Json, parsedJson, part } from '../../../model/formats/json.ts';
import { hasOption, type PackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { parseShell } from '../../../shell/parse.ts';
import { sourceFiles } from '../project/source-files.ts';
import { firstReason } from '../user/first-reason.ts';
import { startingFolder } from '../user/working-folder.ts';
import { listed } from '../wording.ts';
import { has, type Slim, whyMissing } from './slim.ts';

/** Why what an install of a project brings may need more than the slim image has, to be installed or to run. */
export function whyProject(slim: Slim, step: Step, call: PackageCall, who: string): string | undefined {
  const { pip, npm } = packageManagers;
  if (call.manager === pip) return whyPip(slim, step, call, who);
  if (call.manager === npm) return whyNpm(slim, step, call, who);
  return `whether what ${call.tool.value} of ${who} installs is compiled, or needs more than the slim image has, is not known`;
}

/** The text of a file that a step of the stage, or of one below it, sees. */
function textFor({ file, context, stage: last }: Slim, step: Step, name: string): string | undefined {
  const stage: Stage = file.stages.find(({ steps }) => steps.includes(step)) ?? last;
  const path = absolutePath(name, step.state.workdir ?? startingFolder([...lineage(stage)].at(-1) as Stage));
  const brought = broughtTo(file, context, stage, step, path);
  return brought?.from === 'context' ? context.readText(brought.path) : undefined;
}

function whyPip(slim: Slim, step: Step, { options, operands, args }: PackageCall, who: string): string | undefined {
  if (/--no-binary|PIP_NO_BINARY/.test(slim.file.source.text)) return 'pip is told to compile packages';
  const files: string[] = [];
  for (const [at, { value }] of options.entries()) {
    const [, own] = fileOptionWithPath.exec(value) ?? [];
    if (/^(?:-c|--constraint)/.test(value)) continue;
    if (fileOption.test(value)) files.push(options[at + 1]?.value ?? '');
    else if (own !== undefined) files.push(own);
    else if (/^(?:-e|--editable)/.test(value)) return `what pip of ${who} builds from the project is not known`;
  }
  const unclear = [...args, ...operands].find(({ literal }) => !literal);
  if (unclear !== undefined) return `what pip of ${who} installs is known only to the build: ${unclear.text}`;
  return (
    firstReason(files, (name) => whyRequirements(slim, step, name, new Set())) ??
    firstReason(operands, ({ value }) => whyRequirement(slim, value, who))
  );
}

function whyRequirements(slim: Slim, step: Step, name: string, seen: Set<string>): string | undefined {
  if (seen.has(name)) return undefined;
  seen.add(name);
  const text = textFor(slim, step, name);
  if (text === undefined) {
    const unknown = whyUnknown(slim.context);
    return `${name}, which says what pip installs, can not be read${unknown === undefined ? '' : `: ${unknown}`}`;
  }
  const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/') + 1) : '';
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim());
  return firstReason(lines, (line) => {
    if (line === '' || /^(?:-c|--constraint)\b/.test(line)) return undefined;
    const [, nested] = nestedFile.exec(line) ?? [];
    if (nested !== undefined) return whyRequirements(slim, step, folder + nested, seen);
    if (line.startsWith('-'))
      return harmlessOption.test(line) && !line.startsWith('--no-binary') ? undefined : `${name} says ${line}`;
    return whyRequirement(slim, line, name);
  });
}

function whyRequirement(slim: Slim, line: string, who: string): string | undefined {
  if (address.test(line) || /@|\bgit\+/.test(line) || !requirement.test(line))
    return `${who} has ${line}, which pip may have to compile, or to fetch with git`;
  const [, written = '', extras = '', versions = ''] =
    /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*\(?([^;)]*?)\)?\s*(?:\s--\w.*)?(?:;.*)?$/.exec(line) ?? [];
  const isBinary = pipName(written) === 'psycopg' && /\bbinary\b/.test(extras);
  const name = isBinary ? 'psycopg-binary' : pipName(written);
  slim.used.add(name);
  if (pipPrograms.has(name)) slim.own.add(name);
  if (name === 'django') slim.own.add('django-admin');
  const need = pipNeed(name);
  const why = need === undefined ? undefined : whyNeeds(slim, name, need);
  const isWheel = need === undefined || hasWheels(name);
  return (
    why ??
    (extras === '' ? undefined : whyExtras(line)) ??
    (isWheel ? whyNoWheel(name, versions, slim.variant.version) : undefined)
  );
}

/** `celery[sqs]`, `sqlalchemy[mysql]`: packages that come along may be compiled, or load a library. */
function whyExtras(line: string): string | undefined {
  const needs = ofPython(line, undefined);
  if ('unknown' in needs) return needs.unknown;
  return needs.length === 0
    ? undefined
    : `what comes with ${line} needs ${listed(needs)}, which the slim image may lack`;
}

function whyNeeds(slim: Slim, name: string, { each, because }: PipNeed): string | undefined {
  const { installed, needed } = slim;
  const isReady = !isCompiledByPip(name) || (has(slim, 'gcc') && withHeaders.some((own) => installed.has(own)));
  for (const own of each.flat().filter((library) => installed.has(library))) needed.set(own, name);
  const missing = each.filter((anyOf) => !anyOf.some((own) => installed.has(own)));
  // What compiles is named as a whole.
  const named = (isReady ? missing : each).flatMap((anyOf) => anyOf.slice(0, 1));
  return missing.length === 0 && isReady
    ? undefined
    : `${name} ${because}: install ${listed([...named, ...(isReady ? [] : ['gcc', 'libc6-dev'])])} before`;
}

function whyNpm(slim: Slim, step: Step, call: PackageCall, who: string): string | undefined {
  if (hasOption(call, [/^(?:-g|--global|--location=global)$/])) return whyGlobal(slim, call, who);
  if (call.operands.length > 0) return `what npm of ${who} installs beside the lockfile is not known`;
  const [manifest, locked] = ['package.json', 'package-lock.json'].map((name) => textFor(slim, step, name));
  const lock = parsedJson(locked ?? textFor(slim, step, 'npm-shrinkwrap.json') ?? '');
  const packages = asObject(lock?.['packages']);
  if (manifest === undefined || packages === undefined) {
    const unknown = whyUnknown(slim.context);
    const because = unknown === undefined ? '' : `: ${unknown}`;
    return `no package-lock.json of npm 7 or later that can be read says which packages npm of ${who} compiles${because}`;
  }
  const withoutScripts = hasOption(call, [/^--ignore-scripts(?:=true)?$/]);
  const entries = Object.entries(packages).flatMap(([path, value]) => {
    const name = /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1] ?? path;
    return name === '' ? [] : [{ name, entry: asObject(value) ?? {} }];
  });
  for (const { name, entry } of entries) {
    const bins = entry['bin'];
    for (const bin of typeof bins === 'string' ? [name] : Object.keys(asObject(bins) ?? {})) slim.own.add(bin);
  }
  const omitsDev = hasOption(call, [/^--(?:omit=dev|production|only=prod(?:uction)?)$/]);
  return (
    firstReason(entries, ({ name, entry }) =>
      omitsDev && entry['dev'] === true ? undefined : whyNodePackage(slim, name, entry, withoutScripts),
    ) ?? (withoutScripts ? undefined : whyLifecycle(slim, parsedJson(manifest) ?? {}))
  );
}

/** Where sources can't be read, they may. */
function draws({ context }: Slim, name: string): boolean {
  const text = drawsText.get(name);
  if (text === undefined || text === 'always') return text === 'always';
  const { paths, isAll } = sourceFiles(context, '', (path) => /\.[cm]?[jt]sx?$/.test(path));
  return !isAll || paths.some((path) => text.test(context.readText(path) ?? '<text'));
}

function whyNodePackage(slim: Slim, name: string, entry: Json, withoutScripts: boolean): string | undefined {
  if (/^git\b/.test(String(entry['resolved'] ?? ''))) return whyMissing(slim, 'git', `npm, for ${name},`);
  if (entry['dev'] !== true && entry['optional'] !== true && !slim.installed.has('fontconfig') && draws(slim, name))
    return `${name} asks fontconfig for fonts, which the slim image lacks: install fontconfig before`;
  const need = npmNeeds.get(name);
  // What builds may ask git as well.
  if (need !== undefined && (entry['dev'] !== true || need.package === 'git')) {
    if (need.package === '') return `${name} ${need.because}`;
    if (!slim.installed.has(need.package))
      return `${name} ${need.because}, which the slim image lacks: install ${need.package} before`;
    slim.needed.set(need.package, name);
    return undefined;
  }
  const more = entry['dev'] === true ? undefined : whyMore(slim, name);
  if (more !== undefined) return more;
  return entry['hasInstallScript'] === true && !withoutScripts && need === undefined && !harmlessScripts.has(name)
    ? `${name} runs a script when it is installed, which may compile with python3, make and g++: the slim image lacks them`
    : undefined;
}

/** What a package starts or loads when it runs. */
function whyMore({ installed, needed }: Slim, name: string): string | undefined {
  // Fonts are asked for above.
  const needs = drawsText.has(name) ? [] : (ofNode('debian', name) ?? []);
  if ('why' in needs) return `${name} ${needs.why}`;
  const missing = needs.filter((one) => !installed.has(one));
  for (const one of needs) needed.set(one, name);
  return missing.length === 0
    ? undefined
    : `${name} needs ${listed(missing)} when it runs, which the slim image lacks: install ${missing.length === 1 ? 'it' : 'them'} before`;
}

const whyGlobal = (slim: Slim, { operands }: PackageCall, who: string): string | undefined =>
  firstReason(operands, ({ value }) => {
    const name = value.replace(/(?<=.)@.*$/, '');
    if (!globalPackages.has(name))
      return `what ${name}, which npm of ${who} installs, needs of the system is not known`;
    slim.own.add(name === 'typescript' ? 'tsc' : name);
    return undefined;
  });

const isOwnTool = ({ own, installed }: Slim, tool: string): boolean =>
  tool === 'node' ||
  (own.has(tool) &&
    !compiles.has(tool) &&
    (npmNeeds.get(tool) === undefined || installed.has(npmNeeds.get(tool)?.package ?? '')));

/** What the project itself has npm run when it is installed. */
function whyLifecycle(slim: Slim, manifest: Json): string | undefined {
  const scripts = part(manifest, 'scripts');
  const name = installScripts.find((own) => typeof scripts[own] === 'string');
  if (name === undefined) return undefined;
  const script = parseShell(String(scripts[name]));
  return script.opaque === undefined && script.commands.every(({ name: tool }) => isOwnTool(slim, tool))
    ? undefined
    : `what the script ${name} of package.json needs of the system is not known`;
}
