import type { DotnetRuntime } from '../../../../knowledge/dotnet/images.ts';
import { plainPackage } from '../../../../knowledge/dotnet/images.ts';
import { elementsOf, parsedXml, textOf, type Xml } from '../../../../model/formats/xml.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import type { Lookup } from '../../../../model/variables.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { optionsOf } from '../../artefact/build-call.ts';
import type { Place } from '../../user/place.ts';
import { removedAtLast } from '../files/removed.ts';
import type { Program, Started } from '../starts/program.ts';
import type { Ran } from '../steps/calls.ts';

/** A call of `dotnet publish`. */
type Publish = {
  /** The folder that gets what is published; undefined for one in that of the project. */
  readonly out: string | undefined;
  readonly project: string;
  readonly isWhole: boolean;
};

/** What is published and started. */
export type Published = {
  /** The program, and the folder that holds all of it. */
  readonly path: string;
  readonly folder: string;
  /** Folders of other programs, for whoever starts those. */
  readonly beside: readonly string[];
  /** It brings .NET along. */
  readonly isWhole: boolean;
  readonly others: readonly Program[];
};

const VALUES = [
  ...['a', 'arch', 'artifacts-path', 'c', 'configuration', 'f', 'framework', 'o', 'os', 'output', 'r', 'runtime'],
  ...['s', 'source', 'v', 'verbosity', 'version-suffix'],
];

function publishesIn({ stage }: Place, ran: readonly Ran[]): Publish[] {
  const set = new Set(environment(stage.end));
  const variable: Lookup = (name) => (set.has(name) ? variableValue(stage.end, name) : undefined);
  return ran.flatMap(({ tool, command, folder }) => {
    const args = tool === 'dotnet' ? (invocationOf(command)?.args ?? []) : [];
    const { values, operands } = optionsOf({ args, variable }, VALUES);
    if (operands[0]?.value !== 'publish') return [];
    const named = operands.slice(1).find(({ value }) => !/^(?:\/\w+:.*|true|false)$/.test(value))?.value ?? '';
    const project = absolutePath(named.replace(/[^/]*\.\w+proj$/, ''), folder);
    const written = [...(values.get('o') ?? []), ...(values.get('output') ?? [])];
    if (written.includes(undefined)) return [];
    const out = written.at(-1);
    const words = args.map(({ value }) => value);
    const isWhole =
      words.some((value, at) => /^--(?:self-contained|sc)(?:=true)?$/.test(value) && words[at + 1] !== 'false') ||
      words.some((value) => /^[-/]{1,2}p(?:roperty)?:(?:SelfContained|PublishAot)=true$/i.test(value));
    return [{ out: out === undefined ? undefined : absolutePath(out, folder), project, isWhole }];
  });
}

/** The program that containers start, where it is published; or why it is none, or that is not known. */
export function publishedIn(place: Place, ran: readonly Ran[], { programs }: Started): Published | string {
  const publishes = publishesIn(place, ran);
  const others: Program[] = [];
  const folders = publishes.flatMap(({ out }) => (out === undefined || isScratch(out) ? [] : [out]));
  let found: Omit<Published, 'beside' | 'others'> | undefined;
  for (const program of programs) {
    const path = startedBy(program);
    if (typeof path === 'object') return path.why;
    const folder = path?.slice(0, path.lastIndexOf('/')) ?? '';
    const publish = path && publishes.findLast((one) => isFrom(one, folder));
    if (path !== undefined && publish) {
      found ??= { path, folder, isWhole: publish.isWhole };
      folders.push(folder);
    } else if (baseName(program.name) === 'dotnet')
      return isBuilt(ran) || (path !== undefined && OF_BUILDS.test(path))
        ? `${path}, which ${program.by} starts, is not what dotnet publish makes: published, it could be split`
        : `where ${path}, which ${program.by} starts, comes from is not known`;
    else others.push(program);
  }
  const [first] = programs;
  if (first === undefined) return 'what containers start is not known';
  if (found === undefined)
    return `${first.by} starts ${first.name}, which is nothing that the build is known to publish`;
  const { folder } = found;
  const isGone = within([folder, ...removedAtLast(place, place.stage.steps)]);
  const beside = new Set(folders.filter((one) => !isGone(one)));
  return { ...found, beside: [...beside], others };
}

const isScratch = within(['/tmp', '/var/tmp']);

/** What is built has all that a program needs only once it is published. */
const isBuilt = (ran: readonly Ran[]): boolean =>
  ran.some(({ tool, command }) => tool === 'dotnet' && command.words.some(({ value }) => value === 'build'));

/** `bin/Release/net8.0/Shop.dll`: publishing makes it on its way. */
const OF_BUILDS = /\/bin\/(?:Debug|Release)\//i;

const isFrom = ({ out, project }: Publish, folder: string): boolean =>
  out === undefined ? within([`${project}/bin`])(folder) && folder.endsWith('/publish') : folder === out;

/** The path of what is started; undefined for a program of the system. */
function startedBy({ name, path, args, folder, by }: Program): string | undefined | { readonly why: string } {
  if (baseName(name) !== 'dotnet') return path;
  const first = args.find(({ value }) => !value.startsWith('-'));
  if (first === undefined) return { why: `what ${by} starts dotnet with is not known` };
  if (!first.literal) return { why: `${by} starts dotnet with ${first.text}, which is known only when it runs` };
  return /\.dll$/i.test(first.value)
    ? absolutePath(first.value, folder)
    : { why: `${by} starts dotnet ${first.value}, which needs the SDK` };
}

/** What a program asks of an image, by the projects that are copied: with all of ASP.NET Core it is never too little. */
export function runtimeFor(
  { context }: Place,
  files: readonly ImageFile[],
  { path, isWhole, beside }: Published,
): DotnetRuntime {
  const projects = [...new Map(files.map((file) => [file.source, file])).values()]
    .filter(({ source }) => /\.(?:cs|fs|vb)proj$|(?:^|\/)Directory\.\w+\.(?:props|targets)$/i.test(source))
    .map(({ source }) => ({ source, xml: parsedXml(context.readText(source) ?? '') }));
  const name = baseName(path).replace(/\.dll$/i, '');
  const own = projects.find(
    ({ source, xml }) => baseName(source).replace(/\.\w+proj$/, '') === name || assemblyOf(xml) === name,
  );
  const isProgram = !/\.dll$/i.test(path) && beside.length === 0;
  const saysWhole = own?.xml !== undefined && elementsOf(own.xml).some(bringsDotnet);
  if (isProgram && (isWhole || saysWhole)) return 'runtime-deps';
  return own !== undefined && projects.every(({ xml }) => xml !== undefined && isPlain(xml)) ? 'runtime' : 'aspnet';
}

const assemblyOf = (xml: Xml | undefined): string | undefined =>
  xml && elementsOf(xml).find(({ name }) => name === 'AssemblyName')?.text;

const bringsDotnet = ({ name, text }: Xml): boolean =>
  /^(?:SelfContained|PublishAot)$/.test(name) && text.toLowerCase() === 'true';

/** It is known to ask for nothing but .NET itself. */
function isPlain(xml: Xml): boolean {
  const sdk = xml.name === 'Project' ? (xml.attributes['Sdk'] ?? textOf(xml, 'Sdk')) : undefined;
  return (
    elementsOf(xml).every(({ name, attributes }) => {
      if (name === 'FrameworkReference' || name === 'Import' || name === 'Sdk') return false;
      return name !== 'PackageReference' || plainPackage.test(attributes['Include'] ?? attributes['Update'] ?? '');
    }) &&
    (sdk === undefined || /^Microsoft\.NET\.Sdk(?:\.Worker)?$/.test(sdk))
  );
}
