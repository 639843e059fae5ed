/** A file of a toolchain, or of what that fetches, as a source names it (hub.docker.com: golang, rust). */
export const ofToolchain =
  /["`](\/(?:usr\/local\/(?:cargo|go|rustup)|go\/(?:bin|pkg|src)|root\/(?:\.cargo|\.rustup|go))\/[\w./@-]+)/;

/** What a build script of Rust made, where the program does more than to have it compiled in (doc.rust-lang.org/cargo/reference/build-scripts.html). */
export const ofBuildScript =
  /(?<!\binclude\w*!\s*[({[]\s*(?:concat!\s*[({[]\s*)?)(?<!\w)(?:env|option_env)!\s*[({[]\s*"OUT_DIR"/;
