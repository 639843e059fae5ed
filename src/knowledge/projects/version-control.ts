/**
 * Sources that ask, while they run, which version of them is in the repository around them: by git, by packages that call it, or by its
 * files (git-scm.com/docs/gitrepository-layout).
 */
export const asksRepository =
  /(?<=["'`(\s])git(?:["'`]\s*,|\s+)\s*\[?\s*["'`]?(?:branch|config|describe|log|remote|rev-list|rev-parse|show|status|tag)\b|["'`/]\.git(?:\/(?:HEAD|refs|packed-refs)\b|["'`])|["'`]git-(?:describe|last-commit|repo-info|rev(?:-2|-promises|-sync)?)["'`]|\bsimpleGit\(\s*\)|\bgit\.Repo\(|\bGit\.open\b|\bRugged::Repository\b/;
