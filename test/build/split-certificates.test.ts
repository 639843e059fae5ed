import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, start } from './docker.ts';

const context = join(import.meta.dirname, 'split-certificates');
const DOCKERFILE = `FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev && rm -rf /var/lib/apt/lists/*
COPY bakery.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
WORKDIR /app
COPY main.c .
RUN gcc -O2 -o known main.c
CMD ["./known"]
`;

describe.skipIf(!hasEngine())('certificates that a company adds', () => {
  let outcome: Refactored;
  let before: Image;
  let after: Image;

  beforeAll(() => {
    outcome = refactor(DOCKERFILE, { only: ['split-build-stage'], context: diskContext(context) });
    before = build('dockmod-test-certificates:before', DOCKERFILE, context);
    after = build('dockmod-test-certificates:after', outcome, context);
  });

  it('are those that the program reads', () => {
    expect(outcome.text.match(/^FROM /gm)).toHaveLength(2);
    expect(start(after.tag)).toEqual({ ...start(before.tag), status: 0 });
    expect(start(after.tag).stdout).toMatch(
      /^[1-9]\d+ known, \/usr\/local\/share\/ca-certificates\/bakery.crt is there$/m,
    );
    expect(after.size).toBeLessThan(before.size / 2);
  });
});
