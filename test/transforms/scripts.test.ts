import { expect, it } from 'vitest';
import { type FixtureCase, fixtureCases, runCase } from '../support/fixtures.ts';
import { asLines, isList } from '../support/run-lists.ts';

/** How commands that a RUN joins with `&&` stand in a script: each on its line. */
const HEADS = { 'that stops at failures': '#!/bin/sh\nset -e\n', 'that goes on after failures': '#!/bin/sh\n' };

/** The same file, with the RUNs behind a `COPY .` in scripts beside it; undefined where there is none that is only a list. */
function inScripts(fixture: FixtureCase, head: string): FixtureCase | undefined {
  const { text } = fixture;
  if (/<<|escape=|\r/.test(text)) return undefined;
  const context: Record<string, string> = { ...fixture.context };
  const start = text.lastIndexOf('\nFROM ') + 1;
  const [copied, target = ''] = /^COPY \. (\S+)$/m.exec(text.slice(start)) ?? [];
  if (copied === undefined) return undefined;
  const workdir = /^WORKDIR (\/[\w./-]*)$/m.exec(text.slice(start))?.[1] ?? '';
  const folder = (target.startsWith('/') ? target : workdir).replace(/\/$/, '');
  const behind = start + text.slice(start).indexOf(copied) + copied.length;
  const rest = text.slice(behind).replace(/^RUN ([^[-](?:.*\\\n)*.*)$/gm, (run, commands: string) => {
    if (!isList(commands)) return run;
    const name = `step-${Object.keys(context).length}.sh`;
    context[name] = `${head}${asLines(commands)}\n`;
    return `RUN sh ${folder}/${name}`;
  });
  return rest === text.slice(behind) ? undefined : { ...fixture, text: text.slice(0, behind) + rest, context };
}

/** What is done in the stage that runs where a RUN says it is done in the one that builds by a script. */
const ONLY_BY_SCRIPTS: readonly string[] = [
  'leaves-a-last-line-that-goes-on',
  'leaves-node-that-gives-a-source-away',
  'leaves-php-work-on-what-stays',
];

const CASES = fixtureCases().filter(({ group }) => group === 'split-build-stage');

it.each(Object.entries(HEADS))(
  'splits no stage that builds by a script %s which it would not split without',
  (_, head) => {
    let compared = 0;
    const more: string[] = [];
    for (const fixture of CASES) {
      const other = inScripts(fixture, head);
      if (other === undefined) continue;
      const result = runCase(other, other.text);
      expect(result.withheld, fixture.name).toEqual([]);
      if (result.fixes.length > 0 && runCase(fixture, fixture.text).fixes.length === 0) more.push(fixture.name);
      compared++;
    }
    expect(more.filter((name) => !ONLY_BY_SCRIPTS.includes(name))).toEqual([]);
    expect(compared).toBeGreaterThan(700);
  },
  120_000,
);
