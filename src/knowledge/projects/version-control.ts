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
export const buildAsksRepository =
  /\bCommand::new\("git"\)|\bGIT_EXECUTABLE\b|\bgit-(?:authors|commit-id|committers|properties|revision|version)\b|\bgitVersion\(|\bgrgit\b|\bjgit|\bnebula\.release\b|\baxion-release\b|\breckon\b|\bsbt-(?:dynver|git)\b|\bMinVer\b|\bGitVersion\b|\bnerdbank\b|\bSourceLink\b|\bgit(?:rev|hash)\b|\bvergen\b|\bshadow[-_]rs\b|\benableGitInfo\b|\bshowLastUpdate(?:Author|Time)\b|\blastUpdated["']?\s*[:=]\s*(?:true|\{)|last[-_]updated[-_]by[-_]git|\blast-modified-at\b|\bGitRevisionPlugin\b/i;
