import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { targeted, whyNotTargets } from '../../src/context/service-targets.ts';

const name = fc.constantFrom('web', 'job', 'db', 'build', 'services');
const comment = fc.constantFrom('', '', ' # build: .', '  # "why"', ' #');
const blank = fc.constantFrom('', '', '\n', '# services:\n', '      # deep\n');
const folder = fc.constantFrom(
  '.',
  '"."',
  "'./app'",
  './app # or so',
  '&own .',
  '>-\n        .',
  '${APP:-.}',
  '{context: .}',
  '*own',
);

const build = (step: string) =>
  fc.oneof(
    fc.tuple(folder, comment).map(([path, note]) => `build: ${path}${note}`),
    fc
      .tuple(
        comment,
        fc.uniqueArray(
          fc.constantFrom(
            'context: .',
            'context: "./app" # here',
            'dockerfile: Dockerfile',
            'args: {A: 1}',
            `args:\n${step.repeat(4)}- A=1`,
            'target: other',
            'cache_from: [a]',
            '<<: *shared',
          ),
          { minLength: 1, maxLength: 4, selector: (entry) => entry.split(':')[0] },
        ),
        fc.constantFrom('', ' &own'),
      )
      .map(([note, entries, anchor]) =>
        [`build:${anchor}${note}`, ...entries.map((entry) => step + entry)].join(`\n${step.repeat(2)}`),
      ),
  );

const other = fc.constantFrom(
  'image: a',
  'command: |\n        # none\n        build: .',
  'tty: true # yes',
  'ports:\n    - "80:80"\n    # last',
  'environment: {A: "#", B: \'x: y\'}',
  'extends: web',
  '<<: *shared',
);

const service = (step: string) =>
  fc
    .tuple(
      fc.option(build(step), { freq: 4 }),
      fc.uniqueArray(other, { maxLength: 3 }),
      blank,
      fc.constantFrom('', ' &web'),
    )
    .map(([own, others, gap, anchor]) => ({
      anchor,
      lines: [...others.slice(0, 1), ...(own === null ? [] : [own]), ...others.slice(1)].map(
        (line) => gap + step.repeat(2) + line,
      ),
    }));

const composeFile = fc.constantFrom('  ', '    ', ' ').chain((step) =>
  fc
    .tuple(
      fc.constantFrom('', '\ufeff', '# top\nversion: "3"\n'),
      fc.uniqueArray(fc.tuple(name, service(step)), { minLength: 1, maxLength: 4, selector: ([own]) => own }),
      fc.constantFrom('', '\n', '\nvolumes:\n  data: {}\n', '\n# end'),
      fc.boolean(),
    )
    .map(([top, services, end, isWindows]) => {
      const lines = services.map(([own, { anchor, lines: said }]) => [`${step}${own}:${anchor}`, ...said].join('\n'));
      const text = `${top}x-shared: &shared\n  tty: true\nservices:\n${lines.join('\n')}${end}`;
      return { names: services.map(([own]) => own), text: isWindows ? text.replaceAll('\n', '\r\n') : text };
    }),
);

it('gives a target to one service of any compose file, or leaves it alone', () => {
  const seen = { targets: 0, none: 0, unproven: 0 };
  fc.assert(
    fc.property(composeFile, fc.nat(), ({ text: before, names }, at) => {
      const own = names[at % names.length] as string;
      const targets = [{ file: 'compose.yaml', service: own, target: 'builder' }];
      const after = targeted(before, own, 'builder');
      if (after === undefined) {
        seen.none++;
        return;
      }
      if (whyNotTargets(before, after, targets) !== undefined) {
        seen.unproven++;
        return;
      }
      seen.targets++;
      const { services } = parse(after, { merge: true });
      expect(services[own].build.target).toBe('builder');
      // Lines come, and of those that were there at most one is broken in two.
      const kept = after.split('\n').filter((line) => before.split('\n').includes(line));
      expect(before.split('\n').length - kept.length).toBeLessThanOrEqual(1);
      // Any other text is found out.
      const place = at % after.length;
      const char = after[place] as string;
      if (char.trim() === '') return;
      expect(
        whyNotTargets(before, after.slice(0, place) + (char === 'q' ? 'z' : 'q') + after.slice(place + 1), targets),
      ).toBeDefined();
    }),
    { numRuns: Number(process.env['COMPOSE_RUNS'] ?? 4000) },
  );
  expect(seen.targets).toBeGreaterThan(200);
  expect(seen.unproven).toBeGreaterThan(20);
  expect(seen.none).toBeGreaterThan(200);
});
