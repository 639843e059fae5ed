import {
  ASPNET_PORT,
  type DotnetRuntime,
  dotnetImage,
  dotnetMajor,
  isDotnetSdk,
  listensElsewhere,
  saysWhereToListen,
  servesPages,
} from '../../../../knowledge/dotnet/images.ts';
import { type Family, knownImage } from '../../../../knowledge/images/base-images.ts';
import { fromParts, rootBase } from '../../../../model/dockerfile.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import type { Place } from '../../user/place.ts';
import type { Project } from '../project/project.ts';
import type { Started } from '../starts/program.ts';
import { writtenImage } from '../system/written-image.ts';
import { loadedBy } from './loaded-libraries.ts';

/** What runs programs of .NET in the place of what builds them. */
export type DotnetBase = {
  readonly base: string;
  readonly family: Family;
  readonly release: string | undefined;
  /** Packages that the SDK has and a program may heed. */
  readonly packages: readonly string[];
  readonly brings: readonly string[];
};

/** An image of the same version and distribution; or why none is known to do. */
export function dotnetBase(project: Project, started: Started, runtime: DotnetRuntime): DotnetBase | string {
  const { stage } = project.place;
  const root = rootBase(stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what the stage is built on is not known';
  const { image, known } = root;
  if (!isDotnetSdk(image.name)) return `which image runs what ${image.name}:${image.tag} builds is not known`;
  const resolved = dotnetImage(image.name, image.tag, runtime);
  if (resolved === undefined)
    return `which image runs what ${image.name}:${image.tag} builds is not known: its tag names no version, or one that is not final`;
  const written = writtenImage(stage, image.name);
  if (typeof written === 'string') return written;
  const named = dotnetImage(image.name, written.tag ?? image.tag, runtime);
  const major = dotnetMajor(resolved.tag);
  if (named === undefined || (named.tag.startsWith('$') && !/^\d+\.\d+$/.test(image.tag.replace(/-.*/, ''))))
    return `which version of .NET ${fromParts(stage.from).base} has is in a variable, together with more`;
  const base = `${written.prefix}${named.image}${written.tag === undefined ? '' : `:${named.tag}`}`;
  const { family, release } = known;
  const packages =
    family === 'alpine' ? culturesOf(project.place, base) : loadedBy(project, { family, release, major });
  if (typeof packages === 'string') return packages;
  const isAsked = runtime !== 'runtime' && listensElsewhere(major) && mayListen(project);
  if (isAsked && !isToldWhereToListen(project, started))
    return `where it listens goes by the image: at localhost:5000 in that of the SDK, at port ${ASPNET_PORT} in ${base}; ASPNETCORE_URLS can say it`;
  return {
    base,
    family,
    release,
    packages,
    brings: knownImage(resolved.image, resolved.tag)?.packages ?? [],
  };
}

const INVARIANT = 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT';

/** The SDK of Alpine knows all cultures, and other images for it know none, until they are told and have the data. */
function culturesOf({ stage }: Place, base: string): readonly string[] | string {
  const isSet = [...environment(stage.end)].includes(INVARIANT);
  const value = isSet ? variableValue(stage.end, INVARIANT) : undefined;
  if (value === undefined)
    return `the SDK knows cultures, and ${base} knows none: ENV ${INVARIANT} can say what it needs`;
  return /^(?:1|true)$/i.test(value) ? ['tzdata'] : ['icu-data-full', 'icu-libs', 'tzdata'];
}

/** Packages may bring all of ASP.NET Core along: a program serves pages where it or its project says so. */
const mayListen = ({ sources, files, place }: Project): boolean =>
  typeof sources === 'string' ||
  sources.some(({ text }) => servesPages.test(text)) ||
  files.some(({ source }) => /\.(?:\w+proj|props|targets)$/i.test(source) && asksForAspnet(place, source));

const asksForAspnet = ({ context }: Project['place'], source: string): boolean =>
  servesPages.test(context.readText(source) ?? 'AspNetCore');

function isToldWhereToListen({ place, sources, sent }: Project, { programs, scripts }: Started): boolean {
  const { steps } = place.stage;
  const settings = steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...settings.map(({ instruction }) => instruction.args.text),
    ...programs.flatMap(({ args }) => args.map(({ value }) => value)),
    ...scripts.map(({ text }) => text),
    ...(typeof sources === 'string' ? [] : sources.map(({ text }) => text)),
    sent.readText('appsettings.json') ?? '',
  ];
  const exposed = steps.filter(({ instruction: { keyword } }) => keyword === 'EXPOSE');
  return (
    texts.some((text) => saysWhereToListen.test(text)) ||
    exposed.some(({ instruction }) => instruction.args.text.split(/[\s/]+/).includes(ASPNET_PORT))
  );
}
