import { compilesPages, loadsJavaScript } from '../../../../knowledge/ruby/gems.ts';
import { variableValue } from '../../../../model/state.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { lineOf } from '../../wording.ts';
import type { Build, Taken } from '../runtime.ts';
import { saysSourcesAgain } from '../system/other-sources.ts';

/** Node.js of its makers' own packages, and what becomes of it. */
export type JavaScript = {
  /** Steps that bring it. */
  readonly steps: readonly RunStep[];
  readonly taken: readonly Taken[];
  /** Packages of the system that are there for it alone, and are not those of the distribution. */
  readonly isFor: (name: string) => boolean;
  /** Gems may ask for it while programs run. */
  readonly isAsked: boolean;
};

/** deb.nodesource.com and classic.yarnpkg.com/docs/install. */
const MAKERS = /^(?:\w+\.)?(?:nodesource|yarnpkg)\.com$/;
const CHANGES_SOURCES =
  /\bsources\.list\b|\badd-apt-repository\b|\bextrepo\b|\bapt-key\b|\/etc\/apt\/keyrings|\/etc\/apk\/repositories|\b(?:nodesource|yarnpkg)\.com\b/;
const HOSTS = /\bhttps?:\/\/([\w.-]+)/g;
const FOR_IT = /^(?:apt-transport-https|dirmngr|gnupg2?|gpg|lsb-release|nodejs|npm|python-software-properties|yarn)$/;

/** Programs and packages of Node.js. */
export const isOfNode = (name: string): boolean => /^(?:corepack|node|nodejs|npm|npx|yarn)$/.test(name);

/** Where a program for JavaScript comes from, and whether Ruby asks for one; or what else comes from elsewhere. */
export function javaScriptOf({ place, steps }: Build, gems: ReadonlySet<string> | undefined): JavaScript | string {
  const changing = steps
    .filter(isRun)
    .filter((step) => CHANGES_SOURCES.test(step.run.script.text) && !saysSourcesAgain(place, step));
  const foreign = changing.find(({ run }) => {
    const hosts = [...run.script.text.matchAll(HOSTS)].map(([, host = '']) => host);
    return hosts.length === 0 || !hosts.every((host) => MAKERS.test(host));
  });
  if (foreign !== undefined)
    return `line ${lineOf(place.file, foreign.instruction.span.start)} has packages come from elsewhere than the distribution`;
  const page = [...compilesPages].find((name) => gems?.has(name));
  const mode = variableValue(place.stage.end, 'RAILS_ENV') ?? variableValue(place.stage.end, 'RACK_ENV');
  const isCompiling = page !== undefined && mode !== 'production';
  const isAsked = isCompiling || gems === undefined || [...gems].some((name) => loadsJavaScript.has(name));
  if (changing.length === 0) return { steps: [], taken: [], isFor: () => false, isAsked };
  if (isCompiling)
    return `${page} compiles pages with Node.js while containers run, unless RAILS_ENV is production, which the image does not say`;
  const hasNode = changing.some(({ run }) => /\bnodesource\.com\b/.test(run.script.text));
  return {
    steps: changing,
    taken: isAsked && hasNode ? [{ path: '/usr/bin/node', kind: 'file' }] : [],
    isFor: (name) => FOR_IT.test(name),
    isAsked,
  };
}
