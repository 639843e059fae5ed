import { type WebServer, webServers } from '../../../../knowledge/images/web-servers.ts';
import { rootReference, type Stage } from '../../../../model/dockerfile.ts';

/** The server that the image under a stage is of. */
export function webServerOf(stage: Stage): WebServer | undefined {
  const image = rootReference(stage);
  return image && webServers.get(image.name);
}
