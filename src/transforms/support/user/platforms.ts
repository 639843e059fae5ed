import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import type { Mount, Service } from '../../../context/services.ts';
import {
  actionFiles,
  configFile,
  devContainerFile,
  devContainerFiles,
  devContainerFolder,
  engineSocket,
  readableByAll,
} from '../../../knowledge/images/platforms.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { part } from '../../../model/formats/json.ts';
import { parsedJson5 } from '../../../model/formats/json5.ts';
import { parsedYaml } from '../../../model/formats/yaml.ts';
import { pathBeside } from '../../../model/paths.ts';
import { servicesOf } from './services.ts';

/** Why containers of the image have to run as root where the project uses it, as far as its files tell. */
export function whyPlatformNeedsRoot(file: Dockerfile, context: BuildContext): string | undefined {
  const [whyStarted] = servicesOf(file, context).flatMap((service) => whyServiceNeedsRoot(service) ?? []);
  return whyAction(context) ?? whyDevContainer(context) ?? whyStarted;
}

/** docs.github.com/actions/reference/workflows-and-actions/dockerfile-support, USER: any other can't write to the workspace. */
function whyAction(context: BuildContext): string | undefined {
  const action = actionFiles.find((name) => {
    const text = context.readText(name);
    const { using, image } = part((text && parsedYaml(text)) || {}, 'runs');
    return /^docker$/i.test(String(using)) && isThisFile(context, name, image);
  });
  return action && `${action} makes it a GitHub action, which has to run as root`;
}

/** Editors give its user the id of whoever sits there, and put tools into it. */
export function whyDevContainer(context: BuildContext): string | undefined {
  const settings = devContainersIn(context).find((path) => isDevContainer(context, path));
  const own = context.kindOf(devContainerFile) === 'file' ? devContainerFile : undefined;
  const path = settings ?? own;
  return path && `${path} makes it a dev container`;
}

const devContainersIn = (context: BuildContext): string[] => [
  ...devContainerFiles,
  ...(context.namesIn(devContainerFolder) ?? []).map((name) =>
    pathIn(devContainerFolder, pathIn(name, devContainerFile)),
  ),
];

/** The dev container that is the last stage of this file. */
export const builtAsDevContainer = (context: BuildContext): string | undefined =>
  devContainersIn(context).find((path) => {
    const { build, named } = saidIn(context, path);
    return build['target'] === undefined && isThisFile(context, path, named);
  });

function saidIn(context: BuildContext, path: string) {
  const text = context.readText(path);
  const settings = (text && parsedJson5(text)) || {};
  const build = part(settings, 'build');
  return { settings, build, named: build['dockerfile'] ?? settings['dockerFile'] };
}

/** `build.dockerfile`, or `dockerFile` in older ones; or a service of a compose file. */
function isDevContainer(context: BuildContext, path: string): boolean {
  const { settings, named } = saidIn(context, path);
  if (isThisFile(context, path, named)) return true;
  const { dockerComposeFile, service } = settings;
  return dockerComposeFile !== undefined && (context.services?.() ?? []).some(({ name }) => name === service);
}

const isThisFile = ({ dockerfile }: BuildContext, from: string, written: unknown): boolean =>
  dockerfile !== undefined && typeof written === 'string' && pathBeside(from, written) === dockerfile;

function whyServiceNeedsRoot({ file, user, grants, mounts, rest }: Service): string | undefined {
  if (user !== undefined) return `${file} says which user runs it`;
  if (rest !== undefined) return `${file} takes the rest of how it starts it from ${rest}, which is not read`;
  if (grants[0] !== undefined) return `${file} gives it ${grants[0]}, which only root can use`;
  return mounts.flatMap((mount) => whyMountNeedsRoot(file, mount) ?? [])[0];
}

function whyMountNeedsRoot(file: string, { kind, source, target, readOnly }: Mount): string | undefined {
  const mounted = `${file} mounts ${source ?? 'a volume'} at ${target}`;
  if (engineSocket.test(source ?? target)) return `${file} gives it the Docker socket, which only root may use`;
  if (/^\/root(?:\/|$)/.test(target)) return `${mounted}, where only root may go`;
  if (kind !== 'bind') return undefined;
  if (readOnly && isOfHost(source)) return `${mounted}, which may be readable for root alone`;
  return readOnly || configFile.test(target) ? undefined : `${mounted}, and who owns that on the host is not known`;
}

/** Not of the project, and not for all users of the host. */
const isOfHost = (source = ''): boolean => source.startsWith('/') && !readableByAll.has(source);
