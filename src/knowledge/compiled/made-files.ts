/**
 * What build files say of files that a build makes beside a program; `output` is what is made, where that stands there. Sources: cmake.org
 * (configure_file, file, "Run a Command-Line Tool"), mesonbuild.com (configure_file, fs module), doc.rust-lang.org/cargo (build scripts).
 */
export const madeBeside: readonly { readonly file: RegExp; readonly says: RegExp }[] = [
  { file: /(?:^CMakeLists\.txt|\.cmake)$/, says: /\bconfigure_file\s*\(\s*[^\s)]+\s+(?<output>[^\s)]+)/gi },
  {
    file: /(?:^CMakeLists\.txt|\.cmake)$/,
    says: /\bfile\s*\(\s*(?:APPEND|CONFIGURE\s+OUTPUT|COPY(?:_FILE)?|CREATE_LINK|GENERATE\s+OUTPUT|INSTALL|WRITE)\s+(?<output>[^\s)]+)/gi,
  },
  {
    file: /(?:^CMakeLists\.txt|\.cmake)$/,
    says: /-E\s+(?:copy\w*|create_symlink|make_directory|touch)\s+(?<output>[^\s)]+)/g,
  },
  { file: /^meson\.build$/, says: /\bconfigure_file\s*\([^)]*\boutput\s*:\s*'(?<output>[^']+)'|\bfs\.copyfile\s*\(/g },
  { file: /^build\.rs$/, says: /\bfs::copy\b|\bfs_extra::|\bcopy_to_output\b|\bCopyBuilder\b/g },
  // Where it asks for no folder to write to, it writes to that of its crate.
  { file: /^build\.rs$/, says: /^(?![\s\S]*\bOUT_DIR\b)[\s\S]*(?:\bfs::write\b|\bFile::create\b|\bOpenOptions\b)/g },
];

/** What only builds read. */
export const forBuilds = /\.(?:cmake|def|natvis|pc|rc|stamp|ver)["']?$/;

/** Folders of libraries that a project brings: what they make, they make for themselves. */
export const ofLibraries = /^(?:deps?|extern(?:al)?s?|libs?|submodules|third[_-]?party|vendor)$/i;
