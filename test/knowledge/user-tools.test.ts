import { expect, it } from 'vitest';
import { creationOf, foldersFor } from '../../src/knowledge/programs/user-tools.ts';
import { createUser } from '../../src/model/changes/users.ts';
import type { TraceItem } from '../../src/model/trace.ts';

const USER = { name: 'app', uid: 10001, gid: 10001, home: '/home/app' };

const STEP: TraceItem = {
  id: 0,
  head: 'RUN',
  tokens: [],
  base: 0,
  fingerprint: 0,
  folder: '/',
  anywhere: () => false,
  readable: true,
};

it.each(['shadow', 'busybox', 'files'] as const)('%s makes a user as the change allows it', (tools) => {
  const items = new Map([[STEP.id, STEP]]);
  const command = [...creationOf[tools](USER), foldersFor(USER, ['/app', '/data'])].join(' && ');
  createUser(items, { kind: 'createUser', like: STEP.id, before: STEP.id, command });
  const [made] = items.values();
  expect(made?.tokens.map(({ text }) => text).filter((text) => /10001|\/home\/app/.test(text))).not.toEqual([]);
});

it('keeps the lines of a user in their order', () => {
  expect(creationOf.files(USER)).toEqual([
    "echo 'app:x:10001:' >> /etc/group",
    "echo 'app:x:10001:10001::/home/app:/sbin/nologin' >> /etc/passwd",
  ]);
});
