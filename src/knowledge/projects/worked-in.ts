/** How pipelines say that their steps run inside of an image which they build of the project. */

/** A job of GitLab in the image of its project, which a variable may stand for (docs.gitlab.com/ci/yaml, image). */
export const imageOfJob = /^[ \t]*image:[ \t]*(?:\n[ \t]+name:[ \t]*)?["']?\$\{?(\w+)\}?(?::[^\s"'/]*)?["']?[ \t]*$/gm;
export const imageOfProject = /^[ \t]*(\w+):[ \t]*["']?\$\{?CI_REGISTRY_IMAGE\}?(?::[^\s"'/]*)?["']?[ \t]*$/gm;

/** A job of GitHub in an image of its repository (docs.github.com/actions/reference/workflows-and-actions/workflow-syntax, `container`). */
export const containerOfRepository =
  /^[ \t]+container:[ \t]*(?:\n[ \t]+image:[ \t]*)?["']?[\w.-]+\/\$\{\{[ \t]*github\.repository[ \t]*\}\}(?::\S+)?["']?[ \t]*$/m;

/** An agent of Jenkins (jenkins.io/doc/book/pipeline/docker): the Dockerfile in the root, or what is said in the brackets. */
export const agentOfJenkins = /\bagent\s*\{\s*dockerfile\s*(?:true\b|\{([^}]*)\})/g;
/** The same in a script. */
export const insideOfJenkins =
  /\bdocker\.build\s*\([^)]*\)\s*\.inside\b|\b(\w+)\s*=\s*docker\.build\s*\([\s\S]*\b\1\.inside\b/;
