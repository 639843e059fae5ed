import { isSystemModule } from '../../../../knowledge/python/build-packages.ts';
import { makesEnvironments } from '../../../../knowledge/python/calls.ts';
import { hasWheel } from '../../../../knowledge/python/images.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import type { Build } from '../runtime.ts';
import { type Installed, systemPackages } from '../system/system-packages.ts';
import type { Installs } from './asked-for.ts';
import { whyAttached } from './attached.ts';
import { purposesFor } from './distribution-packages.ts';
import { environmentOf } from './environment.ts';
import { isDistribution } from './image.ts';
import { installsOf } from './installs.ts';
import { whyJobs } from './jobs.ts';
import { whyMoved } from './moved.ts';
import { withServices } from './services.ts';
import { type PythonSource, pythonSources } from './sources.ts';
import type { Environment } from './targets.ts';

/** What the parts of the answer go by. */
export type PythonBuild = Build & {
  readonly image: ImageReference;
  readonly files: readonly ImageFile[];
  readonly environment: Environment;
  readonly installs: Installs;
  readonly system: Installed;
  readonly sources: readonly PythonSource[];
};

/** All of that; or what of it is not known. */
export function pythonBuildOf(build: Build, image: ImageReference): PythonBuild | string {
  const { place, steps } = build;
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const environment = environmentOf(
    { place, files, tag: image.tag, isOfDistribution: isDistribution(place.stage) },
    steps,
  );
  if (typeof environment === 'string') return environment;
  const config = files.find(
    ({ path, source }) => /(?:^|\/)pip\.conf$/.test(path) && CONFIGURED.test(place.context.readText(source) ?? ''),
  );
  if (config !== undefined) return `${config.source} says in its own way where pip installs, or how`;
  const installs = installsOf(place, steps, files, {
    ...environment,
    builtOn: environment.above === undefined ? 'itself' : hasWheel(image.tag) ? 'more' : 'pip',
  });
  if (typeof installs === 'string') return installs;
  const started = withServices(place, files, installs, build.started);
  if (typeof started === 'string') return started;
  const attached = whyAttached(place, files, started);
  if (attached !== undefined) return attached;
  const sources = pythonSources(place.context, files, started);
  if (typeof sources === 'string') return sources;
  const moved = environment.above === undefined ? undefined : whyMoved(place.context, files, started);
  if (moved !== undefined) return moved;
  const onDistribution = isDistribution(place.stage);
  const system = onDistribution ? systemPackages(place, purposesFor(environment)) : systemPackages(place);
  return (
    system.unknown ??
    (onDistribution
      ? (whyEnvironments(sources) ?? whyJobs(place, steps, files, build.started))
      : whyModule(system)) ?? {
      ...build,
      started,
      image,
      files,
      environment,
      installs,
      system,
      sources,
    }
  );
}

const whyModule = ({ running }: Installed): string | undefined => {
  const module = running.find((written) => isSystemModule(written.replace(/[=/:].*$/, '')));
  return module && `${module} is a module for the Python of the system, which is another one than that of the image`;
};

const whyEnvironments = (sources: readonly PythonSource[]): string | undefined => {
  const found = sources.find(({ text }) => makesEnvironments.test(text));
  return found && `${found.path} makes environments while it runs, and what does so stays with the stage that builds`;
};

const CONFIGURED = /^\s*(?:no-binary|no-build-isolation|prefix|root|src|target|user)\s*=/m;
