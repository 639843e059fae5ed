/**
 * Sources that ask, while they run, which version of them is in the repository around them: by git, by packages that call it, or by its
 * files (git-scm.com/docs/gitrepository-layout).
 */
export const asksRepository =
  /(?<=["'`(\s])git(?:["'`]\s*,\s*(?:\w+:)?|\s+)\s*\[?\s*["'`]?(?:branch|config|describe|log|ls-files|ls-tree|remote|rev-list|rev-parse|shortlog|show|status|symbolic-ref|tag)\b|["'`/]\.git(?:\/(?:HEAD|refs|packed-refs)\b|["'`])|["'`]git-(?:describe|last-commit|repo-info|rev(?:-2|-promises|-sync)?)["'`]|\bsimpleGit\(\s*\)|\bgit\.Repo\(|\bGit\.open\b|\bRugged::Repository\b/;

/**
 * What project files and settings of sites name that asks it when they are built: plugins for versions out of tags, and for the dates of
 * pages (gohugo.io/methods/page/gitinfo, docusaurus.io/docs/api/plugins, vitepress.dev/reference/default-theme-last-updated).
 */
export const buildAsksRepository: readonly RegExp[] = [
  // What calls it.
  /\bCommand::new\("git"\)|\bGIT_EXECUTABLE\b|\bgitVersion\(|\bGitRevisionPlugin\b/i,
  // Versions out of tags; pbr fails where there are neither tags nor the notes of a package (docs.openstack.org/pbr).
  /\bgit[-_](?:commit-(?:hash|id|info)|properties|revision|semver|testament|version(?:ing)?)\b|\b(?:GitInfo|GitVersion|MinVer|nerdbank|SourceLink)\b|\b(?:axion-release|buildnumber-maven-plugin|grgit|jgit\w*|nebula\.release|nemerosa\.versioning|reckon|sbt-(?:dynver|git)|shipkit-auto-version)\b|\b(?:flit[-_]scm|git(?:rev|hash)|next-build-id|shadow[-_]rs|vergen|versioningit)\b|\bpbr(?:\s*=\s*True|\.build)\b/i,
  // The same for Meson, Haskell, Erlang and Rust, and what releases are called (docs.sentry.io/platforms/javascript/sourcemaps/uploading).
  /\bvcs_tag\(|\bgithash\b|\bvsn\s*,\s*"?git\b|^built\s*=.*\bgit2\b|\bbuild-(?:data|info-build)\b|"@sentry\/(?:[\w-]+-plugin|astro|gatsby|nextjs|nuxt|remix|sveltekit)"/m,
  // Checks of what has changed, and years in licenses.
  /\bratchetFrom\b|\blicense-maven-plugin-git\b/,
  // The version of the project is the name of its branch (getcomposer.org/doc/articles/versions.md).
  /"self\.version"/,
  // Dates and addresses of pages.
  /\bgit-(?:authors|committers|info)\b|\benableGitInfo\b|\bshowLastUpdate(?:Author|Time)\b|\blastUpdated["']?\s*[:=]\s*(?:true|\{)|last[-_]updated[-_]by[-_]git|\blast-modified-at\b|\bgit Last Modified\b|["']github-pages["']|\bjekyll-github-metadata\b|"(?:@11ty\/eleventy|@?vuepress(?:\/\S+)?)"/i,
];
