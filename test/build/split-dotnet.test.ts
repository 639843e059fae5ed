import { describePrograms, type Program } from './split/programs.ts';

/** It counts words, and ends with the number of those that have no translation. */
const report: Program = {
  folder: 'dotnet-console',
  printed: '3 words in /work\n',
  ending: { exitCode: 1, killed: false },
  ratio: 0.5,
  gone: { programs: ['git', 'curl'], paths: ['/usr/share/dotnet/sdk', '/work/obj', '/work/Program.cs'] },
  packages: { kept: ['libssl1.1'], gone: ['git'] },
  ownVariables: /^(?:ASPNETCORE_URLS|DOTNET_USE_POLLING_FILE_WATCHER|NUGET_XMLDOC_MODE)=/,
};

/** Pages that are compiled, prices in a library, a text and a style that are read when they are asked for, and what git says of itself. */
const shop: Program = {
  port: 3150,
  asks: ['/', '/hello', '/versions', '/shop.css', '/nothing'],
  answers: {
    '/': {
      status: 200,
      type: 'text/html; charset=utf-8',
      text: '<link rel="stylesheet" href="/shop.css">\n<h1>Shop</h1>\n<p>salt: 1.234,50</p>\n<p>bread: 2,00</p>\n',
    },
    '/hello': { status: 200, text: 'Come in, Jürgen.\n' },
    '/shop.css': { status: 200, text: 'body {\n  color: maroon;\n}\n' },
    '/nothing': { status: 404 },
  },
  ending: { exitCode: 0, killed: false },
  ratio: 0.6,
  gone: { programs: ['wget'], paths: ['/usr/share/dotnet/sdk', '/src/Shop', '/src/Stock'] },
  packages: { kept: ['git', 'libssl1.1'], gone: ['wget'] },
  ownVariables: /^(?:DOTNET_USE_POLLING_FILE_WATCHER|NUGET_XMLDOC_MODE)=/,
};

describePrograms('programs of .NET without the SDK', {
  'dotnet-console': report,
  'dotnet-host': { ...report, file: 'Dockerfile.host' },
  'dotnet-beside': {
    ...shop,
    folder: 'dotnet-pages',
    file: 'Dockerfile.beside',
    gone: { programs: ['wget'], paths: ['/usr/share/dotnet/sdk', '/src/Shop/Program.cs', '/src/Stock'] },
  },
  'dotnet-pages': shop,
});
