import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const MIX =
  'defmodule A.MixProject do\n  use Mix.Project\n\n  def project, do: [app: :a, version: "1.0.0", deps: deps()]\nend\n';
const get = (line: string, more: Readonly<Record<string, string>> = { 'mix.lock': '%{}' }): string =>
  read('mix deps.get --only prod', { 'mix.exs': MIX.replace('\n\n', `\n  ${line}\n`), ...more });
const ENOUGH = 'mix.exs mix.lock | it may write mix.lock, and the COPY below it brings back that of the context';

describe('mix.exs', () => {
  it.each([
    '@version "1.0.0"',
    '@name System.get_env("NAME") |> String.trim()',
    'def a, do: if(Mix.env() == :prod, do: Enum.map([], & &1))',
    'def deps, do: [{:b, "~> 1.0"}, {:c, git: "https://example.org/c.git", tag: "v1"}]',
    '# {:d, path: "d"}, File.cwd!()',
  ])('may say %s', (line) => {
    expect(get(line)).toBe(ENOUGH);
  });

  it.each([
    ['def deps, do: [{:b, path: "b"}]', 'path:'],
    ['def deps, do: [{:b, in_umbrella: true}]', 'in_umbrella:'],
    ['def a, do: [apps_path: "apps"]', 'apps_path:'],
    ['def a, do: [deps_path: "../../deps"]', 'deps_path:'],
    ['def a, do: [lockfile: "../../mix.lock"]', 'lockfile:'],
    ['def a, do: ["deps.get": ["deps.get", "a"]]', '"deps.get":'],
    ['@version File.read!(version_file())', 'File.read!'],
    ['@version elem(System.cmd("git", []), 0)', 'System.cmd'],
    ['@version :os.cmd(~c"git")', ':os.cmd'],
    ['import A.Version', 'import A.Version'],
    ['use A.Version', 'use A.Version'],
  ])('is not enough with %s', (line, said) => {
    expect(get(line)).toBe(`declined: mix.exs says ${said}, which may read other files`);
  });

  it('comes with files that it reads by name', () => {
    const line = '@version File.read!("VERSION") |> String.trim()';
    expect(get(line, { VERSION: '1' })).toMatch(/^mix\.exs VERSION \| there is no lockfile/);
    expect(get(line)).toBe('declined: mix.exs reads VERSION, which is not in the folder that is copied');
  });

  it('goes with its lockfile', () => {
    expect(read('mix deps.get --check-locked', { 'mix.exs': MIX, 'mix.lock': '' })).toBe('mix.exs mix.lock');
    expect(get('', {})).toMatch(/^mix\.exs \| there is no lockfile/);
    expect(read('mix deps.get', {})).toBe('declined: there is no mix.exs in the folder that is copied');
  });
});
