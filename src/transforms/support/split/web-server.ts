import { type WebServer, webServers } from '../../../knowledge/images/web-servers.ts';
import { rootBase, type Stage } from '../../../model/dockerfile.ts';

/** The server that the image under a stage is of. */
export function webServerOf(stage: Stage): WebServer | undefined {
  const base = rootBase(stage);
  return base.kind === 'image' ? webServers.get(base.image.name) : undefined;
}
