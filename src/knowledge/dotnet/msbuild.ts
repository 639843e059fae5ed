/** Projects that a restore can read: those of the .NET SDK, and those that compose containers, which restore nothing. */
export const projectFile = /\.(?:cs|fs|vb|dc)proj$/i;
export const solutionFile = /\.slnx?$/i;

/** Projects in a solution; the first group is what kind each is, the second its path. */
export const projectLine = /^Project\("\{([^}]*)\}"\)\s*=\s*"[^"]*",\s*"([^"]*)"/gm;
/** A folder that is only in the solution. */
export const SOLUTION_FOLDER = '2150E333-8FDC-42A3-9474-1A3956D46DE8';

/**
 * Files that count for the projects in their folder and below it (https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory,
 * https://learn.microsoft.com/nuget/consume-packages/configuring-nuget-behavior).
 */
export const countsBelow =
  /^(?:Directory\.(?:Build|Solution)\.(?:props|targets|rsp)|Directory\.Packages\.props|global\.json|nuget\.config)$/i;
export const evaluated = /\.(?:props|targets)$/i;
export const sourcesFile = /(?:^|\/)nuget\.config$/i;
export const lockfile = 'packages.lock.json';

/** What `dotnet tool restore` goes by. */
export const toolManifests: readonly string[] = ['.config/dotnet-tools.json', 'dotnet-tools.json'];

/** Where the files above are found, which all are there: `$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', …))`. */
export const fileAbove =
  /^\$\(\[MSBuild\]::GetPathOfFileAbove\(\s*'?Directory\.(?:Build|Packages)\.(?:props|targets)\b/;

/** Functions that look at files. */
export const readsFiles = /\[System\.IO\.(?:File|Directory)|OfFileAbove|\bExists\s*\(/i;

/** Properties that have a restore work in other folders. */
export const movesRestore =
  /^(?:ArtifactsPath|BaseIntermediateOutputPath|DirectoryBuild\w+Path|DirectoryPackagesPropsPath|MSBuildProjectExtensionsPath|NuGetLockFilePath|Restore\w*(?:Path|Sources|Folders|ConfigFile)|UseArtifactsOutput)$/i;

/** Targets that are part of a restore. */
export const restoreTarget = /restore|collectpackage|^_/i;

/** Options that say which packages are needed, with their value or before it; the short ones for processors are newer than some SDKs. */
export const restoringOption = /^(?:-r|--runtime)$/;
export const restoringWord = /^(?:(?:-r|--runtime)[:=]|[-/]p:|-{1,2}property:)./;
