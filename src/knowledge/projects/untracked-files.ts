/** A file of variables that libraries read in the folder that a program starts in, and that people make by themselves. */
export const ENVIRONMENT_FILE = '.env';

/**
 * Who reads it: libraries called dotenv in most languages, settings of Nest and of Quarkus (quarkus.io/guides/config-reference), node
 * itself (nodejs.org/api/environment_variables.html) and Next.js (nextjs.org/docs/app/guides/environment-variables).
 */
export const readsEnvironment =
  /dot(?:net)?env|\bgotenv\b|\bgobuffalo\/envy\b|\bio\.quarkus\b|\bmicroprofile\b|@nestjs\/config\b|\bloadEnvFile\b|--env-file\b|\benv-cmd\b|\bnext start\b|['"`]next['"`]/i;

/** By an example people make one. */
export const exampleOfEnvironment = /^\.?env[._-](?:dist|example|sample|template)$/;

/** Lines of .gitignore that name such files, and files of the folder that it is in. */
export const ignoresEnvironment = /^\/?\*?\.env[\w.*-]*[ \t\r]*$/m;
export const ignoredFile = /^\/?(?<name>[\w.@-]*[\w@-]\.\w+)[ \t\r]*$/gm;
