import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, inContainer, rightsBelow, start } from './docker.ts';

const context = join(import.meta.dirname, 'split-owners');

/** Steps on an image of Node.js, which make files, give them to users, and say what may be done in folders. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  'a folder that is given away behind the build': [
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build',
    'RUN mkdir -p /data && chown -R node:node /app /data',
    'USER node',
  ],
  'a folder that is given away in the build': [
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build && chown node:node . dist && chmod 700 dist',
    'USER node',
  ],
  'a folder of all who run it by a number': [
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build && chown -R 1001:0 /app && chmod -R g=u /app',
    'USER 1001',
  ],
  'a folder of the group of root': [
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build && chgrp -R 0 /app && chmod -R g=u /app',
    'USER 1001',
  ],
  'folders in it that are given away': [
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci && npm run build && mkdir -p data/cache && chown -R node:node data && chmod -R 770 data',
    'USER node',
  ],
  'a folder whose group is that of its files': [
    'RUN mkdir /app && chown node:node /app && chmod 2775 /app',
    'WORKDIR /app',
    'USER node',
    'COPY --chown=node:node . .',
    'RUN npm ci && npm run build',
  ],
  'a folder that WORKDIR makes for its user': [
    'USER node',
    'WORKDIR /home/node/app',
    'USER root',
    'COPY . .',
    'RUN npm ci && npm run build',
    'USER node',
  ],
  'a folder that is made with its user': [
    'RUN useradd -u 5001 shop && mkdir -p /srv/app/logs && chown -R shop:shop /srv/app',
    'WORKDIR /srv/app',
    'COPY --chown=shop:shop . .',
    'USER shop',
    'ENV HOME=/tmp',
    'RUN npm ci && npm run build',
  ],
  'a user of the system': [
    'RUN groupadd -r app && useradd -r -g app -m app',
    'WORKDIR /srv/app',
    'COPY . .',
    'RUN npm ci && npm run build && chown -R app /srv/app',
    'USER app',
  ],
};

describe.skipIf(!hasEngine()).each(Object.entries(STAGES))('%s', (name, steps) => {
  const tag = `dockmod-test-owners-${name.replaceAll(/\W+/g, '-').toLowerCase()}`;
  let outcome: Refactored;
  let before: Image;
  let after: Image;

  beforeAll(() => {
    const text = ['FROM node:22', ...steps, 'CMD ["node", "dist/index.js"]', ''].join('\n');
    outcome = refactor(text, { only: ['split-build-stage'], context: diskContext(context) });
    before = build(`${tag}:before`, text, context);
    after = build(`${tag}:after`, outcome, context);
  });

  it('is in two stages', () => {
    expect(outcome.text.match(/^FROM /gm)).toHaveLength(2);
  });

  it('has what comes along, with the rights and owners that it had', () => {
    const folder = String(after.config['WorkingDir']);
    const [was, is] = [before, after].map((image) => rightsBelow(folder, image.tag)) as [Rights, Rights];
    expect(is.get(`${folder}/dist/index.js`)).toBeDefined();
    expect([...is]).toEqual([...is.keys()].map((path) => [path, was.get(path)]));
  });

  it('does the same for the same user, who may write there or not', () => {
    const mayWrite = ({ tag }: Image): string => inContainer(tag, ['sh', '-c', 'id && test -w . && echo so']).stdout;
    expect(start(after.tag)).toEqual({ ...start(before.tag), stdout: 'open\n', status: 0 });
    expect(mayWrite(after)).toBe(mayWrite(before));
  });
});

type Rights = ReturnType<typeof rightsBelow>;
