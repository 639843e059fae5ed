import { phpServer, phpVariables } from '../php/images.ts';

/** Variables that images set, and that people name in their own files. */
export function imageVariables({ name, tag }: { readonly name: string; readonly tag: string }): [string, string][] {
  const isApache = phpServer(tag) === 'apache2-foreground';
  return name === 'php' ? [...phpVariables].filter(([variable]) => isApache || !variable.startsWith('APACHE')) : [];
}
