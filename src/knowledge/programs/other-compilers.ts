/** Languages whose programs are not split yet, by what compiles them: the program, and the word that says so where it does other things too. */
export const otherCompilers: readonly (readonly [language: string, call: RegExp])[] = [
  ['Crystal', /^(?:crystal build|shards build)\b/],
  ['D', /^(?:dub build|dmd|ldc2)\b/],
  ['Dart', /^dart compile\b/],
  ['Elixir', /^mix (?:compile|do|phx\.digest|release)\b/],
  ['Erlang', /^rebar3 (?:as|compile|release)\b/],
  ['Haskell', /^(?:(?:cabal|stack) (?:build|install|new-build|new-install|v2-build|v2-install)|ghc)\b/],
  ['Nim', /^(?:nim (?:c|compile|cpp)|nimble (?:build|install))\b/],
  ['OCaml', /^(?:dune build|opam exec)\b/],
  ['Swift', /^swift build\b/],
  ['Zig', /^zig build\b/],
];
