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

/** Commands that have to do with packages, in the ways that people write them; `⏎` breaks the line, `⌗` with a comment. */
const PACKAGE_COMMANDS = [
  'apt-get update',
  'apt-get update -qq',
  'apt-get -y update',
  'apt update',
  'sudo apt-get update',
  'apt-get install -y curl',
  'apt-get install curl git',
  'apt-get install -y⏎curl⏎git⏎zlib1g-dev',
  'apt-get install -y curl⏎⌗gnupg⌗wget',
  'apt-get install⏎-y⏎--no-install-recommends⏎less',
  'apt-get⏎update',
  'apt-get -y install --no-install-recommends g++',
  'apt-get install -qq -o Dpkg::Use-Pty=0 zlib1g-dev=1.2* libssl-dev',
  'apt install -y python3-pip wget',
  'pip install -r requirements.txt',
  'apk update',
  'apk add curl',
  'apk add --no-cache git⏎openssh',
  'apk add --virtual .build-deps gcc && apk del .build-deps',
  'apk add --update⏎--no-cache curl',
  'rm -rf /var/cache/apk/*',
  'yum install gcc && yum clean all',
  'zypper install gcc',
  'pip3 install --upgrade pip',
  'npm ci',
  'npm install -g a && apk del npm',
  'npm cache clean',
  'yarn global add a',
  'yarn install⏎--frozen-lockfile',
  'composer install --no-dev',
  'conda install numpy',
  'dnf install -y gcc',
  'apt-get install -y "$PACKAGES"',
  'apt-get install -y $(cat list)',
  'sudo apt-get install -y make',
  'DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata',
  'apt-get -y upgrade',
  'apt-get -y autoremove',
  'apt-get remove --purge -y curl',
  'apt-get clean',
  'rm -rf /var/lib/apt/lists/*',
  'rm -rf /var/lib/apt/lists/* /tmp/*',
  'echo git | xargs apt-get install -y',
  'yes | apt-get install vim',
  'curl -fsSL https://deb.nodesource.com/setup_20.x | bash -',
  'echo "deb http://a.example b main" > /etc/apt/sources.list.d/a.list',
  'apt-key adv --keyserver a.example --recv-keys 1',
  'add-apt-repository ppa:a/b',
  'dpkg -i /tmp/a.deb',
] as const;

/** Commands that have nothing to do with them; a RUN of nothing else is nobody's business. */
export const PLAIN_COMMANDS = [
  'make',
  'echo "a  b" > /c',
  'mkdir -p /app/x',
  './configure --prefix=/usr',
  'node build.js',
  'pip check',
  'cd /app && make',
  '(cd /x; make)',
  'if [ -f /x ]; then make; fi',
  'for i in 1 2; do echo $i; done',
  "sed -i 's/a/b/' /etc/x.conf",
  'useradd -m app',
] as const;

const ODD_COMMANDS = [
  'set -ex',
  'true',
  'export A=1',
  'cd /x',
  './install.sh',
  'exit 0',
  'service a start',
  '$SUDO apt-get update',
];

const BASES = [
  'debian:12',
  'debian:bookworm-slim',
  'ubuntu:22.04',
  'node:20',
  'python:3.12-slim',
  'alpine:3.19',
  'a.example/b',
  '$BASE',
];

const OTHER_LINES = [
  'ENV DEBIAN_FRONTEND=noninteractive',
  'ENV A=1 B="x  y"',
  'ARG PACKAGES',
  'USER root',
  'USER app',
  'WORKDIR /app',
  'WORKDIR sub',
  'RUN cd /src && make',
  'RUN cd /app; make install',
  'COPY --from=0 /a /b',
  'ENV A=1⏎\n    # one\n    B=2',
  'HEALTHCHECK NONE',
  'COPY . .',
  'COPY --chown=app:app a b /c/',
  'ADD https://a.example/x /x',
  'EXPOSE 80',
  'LABEL a=b',
  'VOLUME /data',
  'CMD ["npm", "start"]',
  'ENTRYPOINT /run.sh',
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  'HEALTHCHECK CMD true',
  'RUN ["apt-get", "update"]',
  'ONBUILD RUN apt-get update && apt-get install -y a',
  'ONBUILD COPY . .',
  'RUN <<EOF\napt-get update\napt-get install -y a\nEOF',
  'RUN <<-EOF\n\tset -e\n\tapt-get update\n\tapt-get install -y a\n\tEOF',
  'COPY <<EOF /etc/a\n# no comment\n  a: b\nEOF',
  'RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a',
];

const COMMENTS = [
  '# why',
  '#',
  '# hadolint ignore=DL3009',
  '# dockmod ignore',
  '#   indented # twice',
  '# RUN apt-get update',
];

type Style = { readonly escape: '\\' | '`'; readonly operators: 'start' | 'end' | 'inline'; readonly indent: string };

/** Lines of a RUN as its author would break them, or would not. */
function runText(
  commands: readonly string[],
  operator: string,
  notes: readonly (string | undefined)[],
  style: Style,
): string {
  const { escape, operators, indent } = style;
  let text = 'RUN ';
  for (const [index, command] of commands.entries()) {
    if (index > 0) {
      const note = notes[index % notes.length];
      const comment = note === undefined ? '' : `${indent}${note}\n`;
      if (operators === 'inline') text += ` ${operator} `;
      else if (operators === 'start') text += ` ${escape}\n${comment}${indent}${operator} `;
      else text += ` ${operator} ${escape}\n${comment}${indent}`;
    }
    text += command
      .replaceAll('⏎', ` ${escape}\n${indent}${indent}`)
      .replaceAll('⌗', ` ${escape}\n${indent}# packages\n${indent}${indent}`);
  }
  return text;
}

const command = (odd: boolean): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<string>(...PACKAGE_COMMANDS) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...PLAIN_COMMANDS) },
    { weight: odd ? 1 : 0, arbitrary: fc.constantFrom(...ODD_COMMANDS) },
  );

function runLines(escape: '\\' | '`'): fc.Arbitrary<string> {
  return fc
    .record({
      commands: fc.array(command(true), { minLength: 1, maxLength: 4 }),
      operator: fc.oneof(
        { weight: 6, arbitrary: fc.constant('&&') },
        { weight: 1, arbitrary: fc.constantFrom(';', '||') },
      ),
      notes: fc.array(fc.option(fc.constantFrom(...COMMENTS), { nil: undefined, freq: 2 }), {
        minLength: 1,
        maxLength: 3,
      }),
      operators: fc.constantFrom('start' as const, 'end' as const, 'inline' as const),
      indent: fc.constantFrom('', '  ', '    ', '\t'),
    })
    .map(({ commands, operator, notes, operators, indent }) =>
      runText(commands, operator, notes, { escape, operators, indent }),
    );
}

/** A Dockerfile that builds, or would if its names were real: stages, package work in many shapes, comments, every kind of layout. */
export const dockerfiles: fc.Arbitrary<string> = fc
  .constantFrom('\\' as const, '\\' as const, '\\' as const, '`' as const)
  .chain((escape) => {
    const line = fc.oneof(
      { weight: 6, arbitrary: runLines(escape) },
      { weight: 2, arbitrary: fc.constantFrom<string>(...PLAIN_COMMANDS).map((text) => `RUN ${text}`) },
      { weight: 2, arbitrary: fc.constantFrom(...OTHER_LINES).map((text) => text.replace('⏎', ` ${escape}\n`)) },
      { weight: 2, arbitrary: fc.constantFrom(...COMMENTS) },
      { weight: 1, arbitrary: fc.constant('') },
    );
    const stage = fc.record({
      base: fc.constantFrom(...BASES),
      on: fc.nat(3),
      lines: fc.array(line, { maxLength: 7 }),
    });
    return fc.record({
      escape: fc.constant(escape),
      mark: fc.boolean(),
      windows: fc.boolean(),
      last: fc.boolean(),
      globals: fc.constantFrom('', 'ARG BASE=debian:12\n', '# first\n'),
      stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
    });
  })
  .map(({ escape, mark, windows, last, globals, stages }) => {
    const parts = stages.map(({ base, on, lines }, index) => {
      const from = on > 0 && on <= index ? `s${on - 1}` : base;
      return [`FROM ${from} AS s${index}`, ...lines].join('\n');
    });
    const head = escape === '`' ? '# escape=`\n' : '';
    const text = `${head}${globals}${parts.join('\n\n')}${last ? '\n' : ''}`;
    return `${mark ? '\ufeff' : ''}${windows ? text.replaceAll('\n', '\r\n') : text}`;
  });

/** Things that end, open or hide something where they are put; and names that every object has. */
const SPLINTERS = [
  ...[
    '',
    '\\',
    '"',
    "'",
    '$(',
    '`',
    '\n',
    '\r',
    '#',
    '<<E',
    '(',
    ')',
    '&&',
    ';',
    '|',
    '{',
    '}',
    '${',
    '\ufeff',
    '\0',
    '😀',
  ],
  ...['$', '&', '>', '<', '>/x ', '2>&1 ', 'constructor ', '__proto__ ', 'toString -x '],
];

export const brokenDockerfiles: fc.Arbitrary<string> = fc
  .tuple(dockerfiles, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...SPLINTERS)), { maxLength: 4 }))
  .map(([text, cuts]) =>
    cuts.reduce((torn, [place, length, splinter]) => {
      const at = place % (torn.length + 1);
      return torn.slice(0, at) + splinter + torn.slice(at + length);
    }, text),
  );

const SHELL_BITS = [
  ...[
    'apt-get ',
    'apt ',
    'update ',
    'install ',
    'upgrade ',
    'remove ',
    '-y ',
    '-qq ',
    '-o ',
    'a ',
    'b=1 ',
    'sudo ',
    'env ',
  ],
  ...[
    'xargs ',
    'timeout 5 ',
    '&& ',
    '|| ',
    '; ',
    '| ',
    '& ',
    '(',
    ') ',
    '{ ',
    '} ',
    '"',
    "'",
    '$',
    '${',
    '$(',
    '`',
    '# ',
  ],
  ...['\\\n', '\\', '> /x ', '< /y ', '<<E ', 'if ', 'then ', 'fi ', 'for i in ', 'do ', 'done ', 'rm -rf ', 'curl x '],
  ...['/var/lib/apt/lists/* ', 'set -e ', 'cd /x ', './x.sh ', 'constructor ', '__proto__ ', 'hasOwnProperty ', '😀 '],
];

export const shellNoise: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...SHELL_BITS), { maxLength: 16 })
  .map((bits) => bits.join(''));
