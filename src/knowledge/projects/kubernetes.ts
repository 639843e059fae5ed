/** What manifests of Kubernetes say of pods (kubernetes.io/docs/reference/kubernetes-api/workload-resources). */

export const manifestFile = /\.ya?ml$/;

/** Where a document has its pod. */
export const podOf: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['DaemonSet', ['spec', 'template', 'spec']],
  ['Deployment', ['spec', 'template', 'spec']],
  ['Job', ['spec', 'template', 'spec']],
  ['Pod', ['spec']],
  ['ReplicaSet', ['spec', 'template', 'spec']],
  ['StatefulSet', ['spec', 'template', 'spec']],
]);

/** A text with one of these among its documents. */
export const hasWorkload = new RegExp(`^kind:\\s*["']?(?:${[...podOf.keys()].join('|')})\\b`, 'm');

/** Volumes that keep the owner that they have, whatever the image says of the folder. */
export const volumesOfOthers: readonly string[] = ['hostPath', 'nfs'];

/** Volumes whose owner is root as they are made, unless `fsGroup` gives them to a group (…/docs/tasks/configure-pod-container/security-context). */
export const volumesOfRoot: readonly string[] = ['csi', 'ephemeral', 'persistentVolumeClaim'];
