import { knownImage } from './base-images.ts';
export type ImageUser = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };
export function userOfImage(name: string, tag: string): ImageUser | undefined {
  if (name === 'node') return { name: 'node', uid: 1000, gid: 1000, home: '/home/node' };
  if (name.startsWith('gcr.io/distroless/')) return { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' };
  if (name.startsWith('mcr.microsoft.com/dotnet/') && /^(?:8|9|10)\./.test(tag))
    return { name: 'app', uid: 1654, gid: 1654, home: '/home/app' };
  return undefined;
}
export const runsAsOther = (_name: string, tag: string): boolean => /nonroot|chiseled/.test(tag);
export type UserTools = 'shadow' | 'busybox' | 'files' | 'none';
export function userToolsOf(name: string, tag: string): UserTools | undefined {
  const family = knownImage(name, tag)?.family;
  if (family === 'debian' || family === 'ubuntu') return 'shadow';
  if (family === 'alpine' || family === 'busybox') return 'busybox';
  if (family === 'scratch' || family === 'distroless') return 'none';
  return family === 'rhel' ? 'files' : undefined;
}
export const whyImageNeedsRoot = (name: string, _tag: string): string | undefined =>
  name === 'nginx' ? 'nginx starts as root' : undefined;
