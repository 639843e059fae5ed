import type { BuildContext } from '../../context/build-context.ts';
import { baseName } from '../../shell/invocation.ts';
import type { PackageCall } from '../package-calls.ts';
import { scriptsIn } from './gradle-scripts.ts';
import {
  type Declined,
  type Install,
  type ManifestReader,
  type Manifests,
  pathNamed,
  whyNotPlain,
} from './manifests.ts';

/** The wrapper, where it is what is called, and the scripts of all projects. */
export const buildGradle: ManifestReader = {
  isInstall: ({ options }) => !options.some(({ value }) => value === '--offline'),
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, sent } = install;
  const wrapper = baseName(call.tool.value) === 'gradlew' ? pathNamed(install, call.tool.value) : undefined;
  if (wrapper !== undefined) {
    const declined = whyNoWrapper(sent, wrapper);
    if (declined !== undefined) return { declined };
  }
  const own = wrapper === undefined ? [] : [wrapper];
  if (!isReport(call)) return fetched(install, own);
  const scripts = scriptsIn(sent);
  return 'declined' in scripts ? scripts : { ...scripts, files: [...own, ...scripts.files] };
}

/** `gradle dependencies` and nothing else. */
const isReport = ({ verb, operands, manager }: PackageCall): boolean =>
  [verb, ...operands].every(({ value }) => manager.project?.install.includes(value));

const WRAPPER = 'gradle/wrapper';

function whyNoWrapper(sent: BuildContext, wrapper: string): string | undefined {
  const settings = `${WRAPPER}/gradle-wrapper.properties`;
  const missing = [wrapper, settings].find((path) => sent.kindOf(path) !== 'file');
  if (missing !== undefined) return `there is no ${missing} in the folder that is copied`;
  return /^\s*distributionUrl\s*[=:]\s*https?\\?:/m.test(sent.readText(settings) ?? '')
    ? undefined
    : `${settings} does not say from which address Gradle comes`;
}

/**
 * The wrapper downloads Gradle before it does anything. No task downloads what the project depends on, and does nothing else
 * (https://github.com/gradle/gradle/issues/14051).
 */
function fetched({ call, sent }: Install, wrapper: readonly string[]): Manifests | Declined {
  if (wrapper.length === 0)
    return {
      declined: 'Gradle has no task that downloads and does nothing else; a cache mount would keep its downloads',
    };
  const strange = whyNotPlain([call.tool]);
  if (strange !== undefined) return { declined: strange };
  const settings = sent.kindOf('gradle.properties') === 'file' ? ['gradle.properties'] : [];
  return { files: [...wrapper, `${WRAPPER}/`, ...settings], fetch: `${call.tool.value} --version`, doubt: ONLY_GRADLE };
}

const ONLY_GRADLE =
  'the wrapper downloads Gradle itself, and the build what the project depends on, for which Gradle has no task of its own';
