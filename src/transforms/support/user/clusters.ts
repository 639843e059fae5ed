import {
  hasWorkload,
  manifestFile,
  podOf,
  volumesOfOthers,
  volumesOfRoot,
} from '../../../knowledge/projects/kubernetes.ts';
import { isObject, type Json, part } from '../../../model/formats/json.ts';
import { parsedYaml } from '../../../model/formats/yaml.ts';
import { imageScriptFiles } from '../find/image-scripts.ts';
import { isOfAnother } from '../find/told-commands.ts';
import { firstReason } from './first-reason.ts';
import { isLow } from './low-ports.ts';
import type { Place } from './place.ts';

/** Why containers may need root the way that a cluster starts them, as far as manifests of the project tell. */
export function whyClusterNeedsRoot({ context, settings }: Place): string | undefined {
  return firstReason(
    imageScriptFiles(context, (name) => manifestFile.test(name)).filter((path) => manifestFile.test(path)),
    (path) => firstReason(podsIn(context.readText(path) ?? ''), (pod) => whyPod(pod, path, settings.lowPorts)),
  );
}

type Pod = { readonly spec: Json; readonly claims: readonly unknown[] };

/** Those that can be read; templates of Helm can not. */
function podsIn(text: string): Pod[] {
  if (!hasWorkload.test(text)) return [];
  return text.split(/^---.*$/m).flatMap((document) => {
    const workload = parsedYaml(document) ?? {};
    const path = podOf.get(workload['kind']);
    if (path === undefined) return [];
    const claims = listIn(part(workload, 'spec'), 'volumeClaimTemplates');
    return [{ spec: path.reduce(part, workload), claims: claims.map((claim) => part(claim, 'metadata')['name']) }];
  });
}

const listIn = (whole: Json, name: string): Json[] => {
  const list = whole[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
};

function whyPod(pod: Pod, path: string, isLowAllowed: boolean): string | undefined {
  const own = listIn(pod.spec, 'containers').filter(({ image }) => !isOfAnother(`${image}`));
  return firstReason(own, (container) => {
    const security = { ...part(pod.spec, 'securityContext'), ...part(container, 'securityContext') };
    return (
      whyGranted(security, path) ??
      (isLowAllowed ? undefined : whyPort(container, path)) ??
      firstReason(listIn(container, 'volumeMounts'), (mount) => whyMount(mount, pod, path))
    );
  });
}

function whyGranted(security: Json, path: string): string | undefined {
  if (security['runAsUser'] !== undefined) return `${path} says which user runs it`;
  const granted = part(security, 'capabilities')['add'];
  const all = [
    ...(security['privileged'] === true ? ['privileged'] : []),
    ...(Array.isArray(granted) && granted.length > 0 ? [`capabilities ${granted.join(', ')}`] : []),
  ];
  return all[0] && `${path} gives it ${all[0]}, which only root can use`;
}

function whyPort(container: Json, path: string): string | undefined {
  const port = listIn(container, 'ports').find(({ containerPort }) => isLow(`${containerPort}`))?.['containerPort'];
  return port === undefined
    ? undefined
    : `port ${port} of ${path} is below 1024, where many clusters let only root listen (--low-ports allows it)`;
}

/** A volume by its name gets nobody's owner from the image, as it does in Docker. */
function whyMount({ name, mountPath, readOnly }: Json, { spec, claims }: Pod, path: string): string | undefined {
  const volume = listIn(spec, 'volumes').find((each) => each['name'] === name) ?? {};
  const isGiven = part(spec, 'securityContext')['fsGroup'] !== undefined;
  const isOfRoot = claims.includes(name) || volumesOfRoot.some((kind) => volume[kind] !== undefined);
  const isOfOthers = volumesOfOthers.some((kind) => volume[kind] !== undefined);
  if (readOnly === true || !(isOfOthers || (isOfRoot && !isGiven))) return undefined;
  return isOfOthers
    ? `${path} mounts ${name} at ${mountPath}, and who owns that is not known`
    : `${path} mounts ${name} at ${mountPath}, which is root's in most clusters: with fsGroup in the securityContext of the pod, other users may write to it`;
}
