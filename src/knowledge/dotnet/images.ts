/** What an image for programs of .NET has: libraries for those that bring .NET along, .NET itself, or ASP.NET Core as well. */
export type DotnetRuntime = 'aspnet' | 'runtime' | 'runtime-deps';

const VERSION = String.raw`\d+\.\d+|\$\{?\w+(?::-[\w.]+)?\}?`;
const SDK = new RegExp(`^(?<version>${VERSION})(?:\\.\\d+)*(?<suffix>-[a-z][\\w.-]*)?$`);
const OLD_SDK = /^(?<version>2\.[12])(?:\.\d+)*-sdk(?<suffix>-[a-z][\w.-]*)?$/;
const OLD: Readonly<Record<DotnetRuntime, string>> = {
  aspnet: 'aspnetcore-runtime',
  runtime: 'runtime',
  'runtime-deps': 'runtime-deps',
};

/** Only images of SDKs have these without `-slim` (github.com/dotnet/dotnet-docker, README.runtime.md). */
const slimmer = (suffix: string): string => suffix.replace(/^-(?:stretch|buster|bullseye|bookworm|trixie)$/, '$&-slim');

/** The newest that is no preview, of images for all purposes alike (github.com/dotnet/dotnet-docker, documentation/supported-tags.md). */
const LATEST = 'latest';

/** The image that runs what an SDK builds, for a name and a tag as they are written; undefined where none is known. */
export function dotnetImage(
  name: string,
  tag: string,
  runtime: DotnetRuntime,
): { readonly image: string; readonly tag: string } | undefined {
  const isOld = name === 'microsoft/dotnet';
  if (!isOld && !/^mcr\.microsoft\.com\/dotnet\/(?:(?:core|nightly)\/)?sdk$/.test(name)) return undefined;
  if (name === 'mcr.microsoft.com/dotnet/sdk' && tag === LATEST) return { image: name.replace(/sdk$/, runtime), tag };
  const { version, suffix = '' } = (isOld ? OLD_SDK : SDK).exec(tag)?.groups ?? {};
  if (version === undefined || /preview|rc|aot|nanoserver|windows/.test(suffix)) return undefined;
  return isOld
    ? { image: name, tag: `${version}-${OLD[runtime]}${slimmer(suffix)}` }
    : { image: name.replace(/sdk$/, runtime), tag: `${version}${slimmer(suffix)}` };
}

/** The major version that the tag of an SDK names; more than all others where it is the latest. */
export const dotnetMajor = (tag: string): number =>
  tag === LATEST ? Number.POSITIVE_INFINITY : Number(/^\d+/.exec(tag)?.[0]);

/** Images that are there for their SDK. */
export const isDotnetSdk = (name: string): boolean =>
  /^(?:mcr\.microsoft\.com\/dotnet\/(?:\w+\/)?sdk|microsoft\/dotnet)$/.test(name);

/**
 * Whether a program of ASP.NET Core listens elsewhere in the image of its SDK than in the one that is there to run it (github.com/dotnet/dotnet-docker,
 * the Dockerfiles of each version). Those of 2.1 and 2.2 set ASPNETCORE_URLS=http://+:80 alike. SDKs from 3.1 on do not say it, or unset
 * what they have from the image below; 3.0 did both before it was final. From 8.0 on both have ASPNETCORE_HTTP_PORTS=8080.
 */
export const listensElsewhere = (major: number): boolean => 2 < major && major < 8;
export const ASPNET_PORT = '80';

/** What asks for ASP.NET Core, in projects and in sources. */
export const servesPages =
  /\bMicrosoft\.NET\.Sdk\.(?!Worker\b)\w|AspNetCore|\bWebApplication\b|\bWebHost|\bConfigureWebHost/;

/** What says where it listens (learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints). */
export const saysWhereToListen =
  /\b(?:ASPNETCORE_|DOTNET_)?URLS\b|\bASPNETCORE_HTTPS?_PORTS\b|--urls\b|\bUseUrls\b|\bListen(?:AnyIP|Localhost)?\s*\(|\bKestrel\b|\bUrls\.Add\b|\.Run(?:Async)?\(\s*\$?"https?:/i;

/** Packages of NuGet that are known to ask for no more than .NET itself, by how their names start. */
export const plainPackage =
  /^(?:Microsoft\.Extensions\.|Newtonsoft\.Json$|Npgsql$|Serilog(?:\.Sinks\.(?:Console|File))?$|System\.|Dapper$|CommandLineParser$|Spectre\.Console$|NLog$|Polly$|CsvHelper$)/;

/** What starts Node.js while a program runs (learn.microsoft.com/aspnet/core/client-side/spa/spa-services, github.com/JeringTech/Javascript.NodeJS). */
export const startsNodeItself = /Node(?:JS)?Services?\b|Prerender|["']npx?\b|["']node\b/;
/** The same for who develops, in the folder of the sources. */
export const developsWithNode = /\bnpmScript\b|DevelopmentServer\b|\bUseAngularCli|\bUseProxyToSpa/;
export const packagesOfNode =
  /"(?:Microsoft\.AspNetCore\.(?:NodeServices|SpaServices|SpaProxy)|Jering\.Javascript\.NodeJS)"/;

/** Packages for programs of .NET that recommend no others (packages.debian.org/libgdiplus). */
export const recommendsNothing: ReadonlySet<string> = new Set(['libgdiplus']);

/** What sources ask of an SDK. */
export const needsSdk =
  /\bMSBuildLocator\b|\bMicrosoft\.Build\.(?:Evaluation|Execution|Locator)\b|\bMSBuildWorkspace\b/;

/** What programs are linked with that are compiled ahead of time (learn.microsoft.com/dotnet/core/deploying/native-aot, prerequisites). */
export const linkedAheadOfTime = /^(?:zlib1g|zlib|libkrb5|krb5)-dev$/;

/** What a call of `dotnet` says that compiles, fetches, or works on sources: others may leave data, as what they start does (learn.microsoft.com/dotnet/core/tools, ef/core/cli/dotnet). */
export const buildsOnly = (said: string): boolean => BUILDS_ONLY.test(said);
const BUILDS_ONLY =
  /^(?:-\S+|add|build|build-server|clean|format|help|list|msbuild|new|nuget|pack|publish|reference|remove|restore|sln|store|test|tool (?:install|list|restore|update)|workload)(?:\s|$)|^ef (?:dbcontext|migrations (?:add|has|list|remove))\b/;
