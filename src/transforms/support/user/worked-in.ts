import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import {
  agentOfJenkins,
  containerOfRepository,
  imageOfJob,
  imageOfProject,
  insideOfJenkins,
} from '../../../knowledge/projects/worked-in.ts';
import { builtAsDevContainer } from './platforms.ts';

/** Why people or pipelines work in containers of the image, with any program that it has. */
export function whyWorkedIn(context: BuildContext): string | undefined {
  const by = builtAsDevContainer(context) ?? agentIn(context) ?? jobsIn(context) ?? workflowIn(context);
  return by && `${by} builds the image for people or pipelines to work in`;
}

const JENKINS = 'Jenkinsfile';

function agentIn(context: BuildContext): string | undefined {
  const text = context.readText(JENKINS) ?? '';
  const built = [...text.matchAll(agentOfJenkins)].map(([, said = '']) =>
    pathIn(valueOf(said, 'dir') ?? '', valueOf(said, 'filename') ?? 'Dockerfile'),
  );
  return built.some((path) => path === context.dockerfile) || insideOfJenkins.test(text) ? JENKINS : undefined;
}

const valueOf = (said: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s+['"]([^'"]+)['"]`).exec(said)?.[1];

const WORKFLOWS = '.github/workflows';

const workflowIn = ({ namesIn, readText }: BuildContext): string | undefined =>
  (namesIn(WORKFLOWS) ?? [])
    .map((name) => pathIn(WORKFLOWS, name))
    .find((path) => containerOfRepository.test(readText(path) ?? ''));

const GITLAB = '.gitlab-ci.yml';

function jobsIn(context: BuildContext): string | undefined {
  const text = context.readText(GITLAB) ?? '';
  const names = ['CI_REGISTRY_IMAGE', ...[...text.matchAll(imageOfProject)].map(([, name]) => name)];
  return [...text.matchAll(imageOfJob)].some(([, name]) => names.includes(name)) ? GITLAB : undefined;
}
