import { expect, it } from 'vitest';
import { parsedToml } from '../../../src/model/formats/toml.ts';

it('reads TOML', () => {
  expect(parsedToml('[package]\nname = "shop" # x\n[[bin]]\npath = \'a.rs\'\n')).toEqual({
    package: { name: 'shop' },
    bin: [{ path: 'a.rs' }],
  });
});

it.each(['[package', '{}', 'a = 1\na = 2'])('can not be read: %s', (text) => {
  expect(parsedToml(text)).toBeUndefined();
});
