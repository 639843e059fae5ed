const MOST = 1000;

/** A fact of images, looked up once for each: most files of a run are built on the same few. */
export function remembered<Fact>(lookUp: (name: string, tag: string) => Fact): (name: string, tag: string) => Fact {
  const known = new Map<string, Fact>();
  return (name, tag) => {
    const key = `${name}:${tag}`;
    if (!known.has(key)) {
      if (known.size >= MOST) known.clear();
      known.set(key, lookUp(name, tag));
    }
    return known.get(key) as Fact;
  };
}
