/** Files that say how containers of an image are started (docs.docker.com/compose). */
export const composeFile = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** What one says where it starts something else than the image does. */
export const startsOther = /^\s*["']?(?:command|entrypoint)["']?\s*:/m;
