import { describe, expect, it } from 'vitest';
import { disputedHeredoc, heredocMarkers } from '../../src/syntax/heredocs.ts';
import { instruction, outline, parsed, problemOf } from '../support/read.ts';

const bodies = (text: string): string[] => {
  const file = parsed(text);
  return file.instructions.flatMap(({ heredocs }) =>
    heredocs.map(({ bodyStart, bodyEnd }) => text.slice(bodyStart, bodyEnd)),
  );
};

describe('heredocMarkers', () => {
  it.each([
    ['RUN <<EOF', [['EOF', false, false]]],
    ['RUN <<-EOF', [['EOF', true, false]]],
    ['RUN 3<<EOF', [['EOF', false, false]]],
    ['RUN 0<<-EOF', [['EOF', true, false]]],
    [`RUN <<'EOF'`, [['EOF', false, true]]],
    ['RUN <<"EOF"', [['EOF', false, true]]],
    [`RUN <<E'O'F`, [['EOF', false, true]]],
    [`RUN <<-"E"OF`, [['EOF', true, true]]],
    ['RUN <<E\\OF', [['EOF', false, true]]],
    [`RUN <<'one two'`, [['one two', false, true]]],
    ['RUN <<$EOF', [['$EOF', false, false]]],
    ['COPY <<file.txt /dest', [['file.txt', false, false]]],
    [
      'COPY <<A <<-B /dest',
      [
        ['A', false, false],
        ['B', true, false],
      ],
    ],
  ] as [string, [string, boolean, boolean][]][])('finds what %s announces', (line, expected) => {
    expect(heredocMarkers(line).map(({ name, chomp, quoted }) => [name, chomp, quoted])).toEqual(expected);
  });

  it('gives the place of the whole word', () => {
    const line = `RUN cat 3<<-'EOF' x`;
    const [marker] = heredocMarkers(line);
    expect(line.slice(marker?.start, marker?.end)).toBe(`3<<-'EOF'`);
  });

  it.each([
    ['a word that only ends in it', 'RUN foo<<EOF'],
    ['a here-string', 'RUN cat <<<EOF'],
    ['quotes around it', `RUN echo '<<EOF' "a <<EOF"`],
    ['quotes around the words', `RUN echo 'a <<EOF b'`],
    ['an escaped angle', 'RUN echo \\<<EOF'],
    ['no name', 'RUN cat <<'],
    ['a dash and no name', 'RUN cat <<-'],
    ['an empty name', 'RUN cat <<""'],
    ['a quote that never ends', `RUN echo it's <<EOF`],
    ['a shift in arithmetic', 'RUN echo $((1<<2))'],
  ])('finds none with %s', (_, line) => {
    expect(heredocMarkers(line)).toEqual([]);
  });
});

describe('disputedHeredoc', () => {
  it.each([
    ['RUN cat << EOF', '<< EOF'],
    ['RUN cat 3<<  EOF > x', '3<< EOF'],
    ['RUN echo $((1 << 2))', '<< 2))'],
  ])('is what %s holds', (line, expected) => {
    expect(disputedHeredoc(line)).toBe(expected);
  });

  it.each(['RUN cat <<EOF', 'RUN cat <<', 'RUN cat <<- EOF', `RUN echo '<< EOF'`, 'RUN a << <b', 'RUN a'])(
    'is nothing in %s',
    (line) => {
      expect(disputedHeredoc(line)).toBeUndefined();
    },
  );

  it('leaves a file alone', () => {
    expect(problemOf('FROM a\nRUN cat << EOF\nx\nEOF\n')).toEqual({
      kind: 'ambiguous',
      message: 'builders disagree about whether << EOF starts a heredoc, so the file is left alone',
      offset: 7,
    });
  });

  it('is none of the business of instructions that have no heredocs', () => {
    expect(outline('FROM a\nENV X=1 << 2\n')).toEqual([
      ['FROM', 'a'],
      ['ENV', 'X=1 << 2'],
    ]);
  });
});

describe('heredoc bodies', () => {
  it('reach to the line of the name and are taken as they stand', () => {
    const text = 'FROM a\nRUN <<EOF\n# no comment\n\n  x \\\nEOF \nEOF\nUSER b\n';
    expect(bodies(text)).toEqual(['# no comment\n\n  x \\\nEOF \n']);
    expect(outline(text)).toEqual([
      ['FROM', 'a'],
      ['RUN', '<<EOF'],
      ['USER', 'b'],
    ]);
    expect(parsed(text).comments).toEqual([]);
  });

  it('may be empty', () => {
    expect(bodies('FROM a\nRUN <<EOF\nEOF')).toEqual(['']);
  });

  it('come one after the other, each with its own rule for tabs', () => {
    const text = 'FROM a\nRUN <<A <<-B\n\tA\nA\n\tb\n\tB\nUSER x\n';
    expect(bodies(text)).toEqual(['\tA\n', '\tb\n']);
    expect(outline(text).at(-1)).toEqual(['USER', 'x']);
  });

  it('may hold the name of the next one', () => {
    expect(bodies('FROM a\nCOPY <<X <<Y /dest\nY\nX\nX\nY\n')).toEqual(['Y\n', 'X\n']);
  });

  it('end at their name with Windows line endings too', () => {
    expect(bodies('FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\nUSER b\r\n')).toEqual(['x\r\n']);
  });

  it('belong to the span of their instruction, but not to its lines', () => {
    const text = 'FROM a\nRUN <<EOF\nx\nEOF\n';
    const run = parsed(text).instructions[1];
    expect(text.slice(run?.span.start, run?.span.end)).toBe('RUN <<EOF\nx\nEOF');
    expect(text.slice(run?.span.start, run?.lineEnd)).toBe('RUN <<EOF');
  });

  it('follow a continued line', () => {
    const text = 'FROM a\nRUN <<EOF \\\n # c\n && x\nb\nEOF\nUSER y\n';
    expect(outline(text)).toEqual([
      ['FROM', 'a'],
      ['RUN', '<<EOF  && x'],
      ['USER', 'y'],
    ]);
    expect(bodies(text)).toEqual(['b\n']);
  });

  it.each(['RUN <<EOF', 'COPY <<EOF /x', 'ADD <<EOF /x', 'ONBUILD RUN <<EOF', 'ONBUILD COPY <<EOF /x'])(
    'come with %s',
    (line) => {
      expect(bodies(`FROM a\n${line}\nx\nEOF\nUSER b\n`)).toEqual(['x\n']);
    },
  );

  it('belong to the instruction behind ONBUILD as well', () => {
    expect(instruction('ONBUILD RUN <<EOF\nx\nEOF').onbuild?.heredocs.map(({ name }) => name)).toEqual(['EOF']);
  });

  it('do not come with other instructions', () => {
    expect(problemOf('FROM a\nUSER <<EOF\nUSER x\nEOF\n')).toMatchObject({ kind: 'invalid', offset: 25 });
  });

  it('make a file invalid when they never end', () => {
    const problem = { kind: 'invalid', message: 'unterminated heredoc EOF', offset: 7 };
    expect(problemOf('FROM a\nRUN <<EOF\nx\n EOF\n')).toEqual(problem);
    expect(problemOf('FROM a\nRUN <<-EOF\nx\n  EOF\n')).toEqual(problem);
  });
});
