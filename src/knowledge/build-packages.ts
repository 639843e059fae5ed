export const isBuildPackage = (name: string): boolean =>
  /-dev(?:el)?$|^(?:gcc|g\+\+|make|cmake|build-essential|build-base|pkg-config|cargo|rustc|golang|musl-dev)$/.test(
    name,
  );
