import { expect, it } from 'vitest';
import { type FixtureCase, fixtureCases, runCase } from '../support/fixtures.ts';
import { asLines, isList } from '../support/run-lists.ts';

/** A RUN of the last stage in other words; the same where it has none that a list of commands could be said in. */
type Form = (commands: string) => string;

const RUN = /^RUN ([^[<-](?:.*\\\n)*.*)$/gm;

const inForm =
  (form: Form, isFit: (commands: string) => boolean) =>
  (text: string): string => {
    const start = text.lastIndexOf('\nFROM ') + 1;
    const said = (run: string, commands: string): string => (isFit(commands) ? form(commands) : run);
    return text.slice(0, start) + text.slice(start).replace(RUN, said);
  };

/** How many fixtures less may be fixed at most: what such a RUN does is told apart in fewer places. */
const FORMS: Readonly<Record<string, { readonly say: (text: string) => string; readonly less: number }>> = {
  'as a heredoc': { say: inForm((commands) => `RUN <<EOF\nset -e\n${asLines(commands)}\nEOF`, isList), less: 70 },
  'in exec form': {
    say: inForm(
      (commands) => `RUN ${JSON.stringify(commands.split(/\s+/))}`,
      (commands) => /^[\w ./=@:-]+$/.test(commands) && !/=.* [a-z]|\bcd /.test(commands),
    ),
    less: 10,
  },
  'for bash': {
    say: inForm(
      (commands) => `RUN bash -c "${commands}"`,
      (commands) => !/["'\\$`]|<</.test(commands),
    ),
    less: 20,
  },
  'with words for who builds': {
    say: inForm((commands) => `RUN set -eux && echo building && ${commands} && ls -la`, isList),
    less: 10,
  },
};

/** They are about what the other form leaves out. */
const SAID_IN_FORM: readonly string[] = ['leaves-a-last-line-that-goes-on', 'leaves-node-that-gives-a-source-away'];

/** They read all that a stage does. */
const READERS: readonly string[] = ['add-user', 'slim-base', 'split-build-stage'];

const CASES = fixtureCases().filter(({ group, text }) => READERS.includes(group) && !/escape=|\r/.test(text));

/** As they are, each for all forms. */
const fixed = new Map<FixtureCase, boolean>();

function isFixed(fixture: FixtureCase): boolean {
  const known = fixed.get(fixture) ?? runCase(fixture, fixture.text).fixes.length > 0;
  fixed.set(fixture, known);
  return known;
}

it.each(Object.entries(FORMS))(
  'fixes no stage whose RUNs are said %s which it would not fix otherwise',
  (_, form) => {
    let compared = 0;
    const more: string[] = [];
    const less: string[] = [];
    for (const fixture of CASES) {
      const text = form.say(fixture.text);
      if (text === fixture.text) continue;
      const result = runCase(fixture, text);
      expect(result.withheld, fixture.name).toEqual([]);
      const before = isFixed(fixture);
      if (result.fixes.length > 0 && !before) more.push(fixture.name);
      if (result.fixes.length === 0 && before) less.push(fixture.name);
      compared++;
    }
    expect(more.filter((name) => !SAID_IN_FORM.includes(name))).toEqual([]);
    expect(less.length, less.join(' ')).toBeLessThanOrEqual(form.less);
    expect(compared).toBeGreaterThan(700);
  },
  120_000,
);
