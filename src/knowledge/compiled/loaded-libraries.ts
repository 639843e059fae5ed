/** Calls that load a library by its name while a program runs (dlopen(3), docs.rs/libloading, docs.rs/dlopen2, pkg.go.dev/github.com/ebitengine/purego). */
export const loadsLibrary =
  /\b(?:Dlopen|dlopen|g_module_open|lt_dlopen(?:ext)?|SDL_LoadObject|(?:Container|DynamicLibrary|Library)::(?:load|new|open)\w*)\s*\(\s*c?"(?<name>[^"\n]+\.so[\d.]*)"/g;

/** Crates that load libraries. */
export const loadsByCrate = /\b(?:abi_stable|dlopen2?|hot_lib_reloader|libloading|sharedlib)::/;

/** Libraries of libc, which every image has that runs what is linked with it. */
export const ofLibc = /^(?:ld-linux[\w-]*|lib(?:anl|c|dl|m|nss_\w+|pthread|resolv|rt|util))\.so/;
