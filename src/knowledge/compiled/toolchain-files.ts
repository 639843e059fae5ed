/** A file of a toolchain, or of what that fetches, as a source names it (hub.docker.com: golang, rust). */
export const ofToolchain =
  /["`](\/(?:usr\/local\/(?:cargo|go|rustup)|go\/(?:bin|pkg|src)|root\/(?:\.cargo|\.rustup|go))\/[\w./@-]+)/;
