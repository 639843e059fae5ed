import fc from 'fast-check';

const endings = fc.constantFrom('\n', '\r\n');

/** Lines that a joiner may trip over, with line endings and final newlines of every kind. */
export function nastyLines(escape: '\\' | '`'): fc.Arbitrary<string> {
  const other = escape === '\\' ? '`' : '\\';
  const line = fc.constantFrom(
    '',
    ' ',
    '\t ',
    '# c',
    '  # c',
    `# c ${escape}`,
    `#${escape}`,
    'RUN a',
    '  RUN a  ',
    `RUN a ${escape}`,
    `RUN a${escape}`,
    `RUN a ${escape} \t`,
    `RUN a ${escape}${escape}`,
    `RUN a ${escape}${escape}${escape}`,
    `RUN a ${other}`,
    escape,
    `  ${escape}`,
    `${escape}  `,
    ` ${escape}${escape}`,
    '  b',
    `b # no comment ${escape}`,
    `  b ${escape}`,
    `é😀 ${escape}`,
    `\u00a0 ${escape}`,
    '\u00a0',
    '\u2028',
    '\ufeff',
    `a\rb ${escape}`,
    `\r${escape}\r`,
    '\r',
    '"',
    "'",
  );
  return fc
    .record({
      lines: fc.array(line, { maxLength: 12 }),
      mixed: fc.array(endings, { minLength: 12, maxLength: 12 }),
      last: fc.boolean(),
    })
    .map(({ lines, mixed, last }) =>
      lines.map((text, at) => text + (at < lines.length - 1 || last ? mixed[at] : '')).join(''),
    );
}
