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

/** The image that runs what an SDK builds, for a name and a tag as they are written; undefined where none is known. */
export function dotnetImage(
  name: string,
  tag: string,
  runtime: DotnetRuntime,
): { readonly image: string; readonly tag: string } | undefined {
  const isOld = name === 'microsoft/dotnet';
  if (!isOld && !/^mcr\.microsoft\.com\/dotnet\/(?:(?:core|nightly)\/)?sdk$/.test(name)) return undefined;
  const { version, suffix = '' } = (isOld ? OLD_SDK : SDK).exec(tag)?.groups ?? {};
  if (version === undefined || /preview|rc|aot|nanoserver|windows/.test(suffix)) return undefined;
  return isOld
    ? { image: name, tag: `${version}-${OLD[runtime]}${slimmer(suffix)}` }
    : { image: name.replace(/sdk$/, runtime), tag: `${version}${slimmer(suffix)}` };
}

/** Images that are there for their SDK. */
export const isDotnetSdk = (name: string): boolean =>
  /^(?:mcr\.microsoft\.com\/dotnet\/(?:\w+\/)?sdk|microsoft\/dotnet)$/.test(name);

/** Where a program of ASP.NET Core listens in images before 8.0, whose SDKs do not say it: later ones have it from there. */
export const listensElsewhere = (major: number): boolean => major < 8;
export const ASPNET_PORT = '80';

/** What says where it listens (learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints). */
export const saysWhereToListen =
  /\b(?:ASPNETCORE_|DOTNET_)?URLS\b|\bASPNETCORE_HTTPS?_PORTS\b|--urls\b|\bUseUrls\b|\bListen(?:AnyIP|Localhost)?\s*\(|\bKestrel\b|\bUrls\.Add\b|\.Run(?:Async)?\(\s*\$?"https?:/i;

/** Packages of NuGet that are known to ask for no more than .NET itself, by how their names start. */
export const plainPackage =
  /^(?:Microsoft\.Extensions\.|Newtonsoft\.Json$|Npgsql$|Serilog(?:\.Sinks\.(?:Console|File))?$|System\.|Dapper$|CommandLineParser$|Spectre\.Console$|NLog$|Polly$|CsvHelper$)/;

/** What sources ask of an SDK. */
export const needsSdk =
  /\bMSBuildLocator\b|\bMicrosoft\.Build\.(?:Evaluation|Execution|Locator)\b|\bMSBuildWorkspace\b/;
