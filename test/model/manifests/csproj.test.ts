import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

type Files = Readonly<Record<string, string>>;

const project = (inner = ''): string => `<Project Sdk="Microsoft.NET.Sdk">${inner}</Project>`;
const reference = (path: string): string => `<ItemGroup><ProjectReference Include="${path}" /></ItemGroup>`;
const sources = (value: string): string =>
  `<configuration><packageSources><clear /><add key="a" value="${value}" /></packageSources></configuration>`;

describe('a project of .NET', () => {
  const restore = (inner: string, more: Files = {}): string =>
    read('dotnet restore', { 'a.csproj': project(inner), ...more });

  it.each([
    '',
    '<ItemGroup><PackageReference Include="A" Version="1.0.0" /></ItemGroup>',
    '<Import Project="Sdk.props" Sdk="Other.Sdk" />',
    '<Import Project="local.props" Condition="Exists(\'local.props\')" />',
    "<Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" />",
    '<Target Name="Css" BeforeTargets="Build"><Exec Command="npm ci" /></Target>',
    '<PropertyGroup><RestoreLockedMode>true</RestoreLockedMode></PropertyGroup>',
  ])('is enough with %j', (inner) => {
    expect(restore(inner)).toBe('a.csproj');
  });

  it.each([
    ['<Import Project="..\\a.props" />', /imports \.\.\\a\.props/],
    ['<Import Project="a.props" />', /imports a\.props/],
    ['<Import Project="$(A)" />', /imports \$\(A\)/],
    ['<Import Project="props/*.props" />', /imports props/],
    ['<ImportGroup><Import Project="a.props" /></ImportGroup>', /imports a\.props/],
    [reference('../b/b.csproj'), /names \.\.\/b/],
    [reference('b/b.csproj'), /there is no b\/b\.csproj/],
    [reference('**/*.csproj'), /names \*\*/],
    [reference('$(Root)/b.csproj'), /names \$\(Root\)/],
    [reference('client/client.esproj'), /client\.esproj is not a project/],
    [`<ItemGroup><projectreference Include="b.csproj" /></ItemGroup>`, /there is no b\.csproj/],
    ["<PropertyGroup><V>$([System.IO.File]::ReadAllText('V'))</V></PropertyGroup>", /looks at files/],
    ['<PropertyGroup Condition="Exists(\'x\')" />', /looks at files/],
    ['<PropertyGroup><BaseIntermediateOutputPath>x</BaseIntermediateOutputPath></PropertyGroup>', /sets Base/],
    ['<PropertyGroup><RestoreSources>x</RestoreSources></PropertyGroup>', /sets RestoreSources/],
    ['<Target Name="A" BeforeTargets="Restore" />', /target A/],
    ['<Target Name="A" AfterTargets="CollectPackageReferences" />', /target A/],
    ['<Other', /can not be read/],
  ])('is not enough with %j', (inner, reason) => {
    expect(restore(inner)).toMatch(/^declined: /);
    expect(restore(inner)).toMatch(reason);
  });

  it('may begin with a byte order mark', () => {
    expect(read('dotnet restore', { 'a.csproj': `\uFEFF<?xml version="1.0"?>\r\n${project()}` })).toBe('a.csproj');
  });

  it('runs nothing whatever is asked for', () => {
    expect(read('dotnet restore', { 'a.csproj': '<Project InitialTargets="A" />' })).toMatch(/^declined: .* runs A/);
  });

  it('comes with what it imports and refers to', () => {
    expect(
      restore(`<Import Project="$(MSBuildThisFileDirectory)eng\\a.props" />${reference('b\\b.fsproj; c/c.vbproj')}`, {
        'eng/a.props': '<Project />',
        'b/b.fsproj': project(reference('../a.csproj')),
        'c/c.vbproj': project(),
        'd/d.csproj': project(),
      }),
    ).toBe('a.csproj eng/a.props b/b.fsproj c/c.vbproj');
    expect(
      restore('<Import Project="a.props" />', { 'a.props': '<Project><Import Project="b.props" /></Project>' }),
    ).toMatch(/^declined: a\.props imports b\.props/);
  });

  it('comes with what counts in its folder, and in those above', () => {
    const files = {
      'Directory.Build.props': '<Project />',
      'src/Directory.Packages.props': '<Project />',
      'src/b/b.csproj': project(),
      'src/b/b.csproj.user': '<Project />',
      'src/b/packages.lock.json': '{}',
      'src/NuGet.Config': sources('https://example.org/v3/index.json'),
      'src/c/Directory.Build.props': '<Project />',
      'global.json': '{}',
      'packages.lock.json': '{}',
    };
    expect(read('dotnet restore --locked-mode src/b', files)).toBe(
      'src/b/b.csproj src/b/b.csproj.user Directory.Build.props global.json src/Directory.Packages.props src/NuGet.Config src/b/packages.lock.json',
    );
    expect(read('dotnet restore src/b/b.csproj', files)).toMatch(/\| it may write src\/b\/packages\.lock\.json/);
  });

  it.each(['./packages', '../packages', 'C:\\packages', '%HOME%/packages'])('takes no packages from %s', (value) => {
    expect(restore('', { 'nuget.config': sources(value) })).toMatch(/^declined: nuget\.config takes packages from/);
    expect(read(`dotnet restore -s '${value}'`, { 'a.csproj': project() })).toMatch(/^declined: .* may be a folder/);
  });

  it('may ask for the latest', () => {
    const floating = '<ItemGroup><PackageReference Include="A" Version="1.*" /></ItemGroup>';
    expect(restore(floating)).toMatch(/^a\.csproj \| the project asks for 1\.\*/);
  });

  it('is named, or the one that is there', () => {
    const files = { 'a.csproj': project(), 'b/b.csproj': project() };
    expect(read('dotnet restore ./b/b.csproj', files)).toBe('b/b.csproj');
    expect(read('dotnet restore /app/b', files)).toBe('b/b.csproj');
    expect(read('dotnet restore /other/b.csproj', files)).toBe(
      'declined: /other/b.csproj is not in the folder that is copied',
    );
    expect(read('dotnet restore $P', files)).toBe('declined: only the build knows which project $P is');
    expect(read('dotnet restore a.csproj b', files)).toBe('declined: it names a.csproj and b');
    expect(read('dotnet restore c', files)).toBe('declined: c is not a project of .NET');
    expect(read('dotnet restore', {})).toBe('declined: there is no project in the folder that is copied');
  });
});

describe('a solution', () => {
  const line = (path: string, kind = 'FAE04EC0-301F-11D3-BF4B-00C04F79EFBC'): string =>
    `Project("{${kind}}") = "A", "${path}", "{0}"\r\nEndProject\r\n`;
  const FOLDER = '2150E333-8FDC-42A3-9474-1A3956D46DE8';

  it('names projects', () => {
    const files = { 'src/a/a.csproj': project(), 'compose.dcproj': project() };
    const all = `${line('src\\a\\a.csproj')}${line('src', FOLDER)}${line('compose.dcproj')}`;
    expect(read('dotnet restore', { 'A.sln': all, ...files })).toBe('A.sln src/a/a.csproj compose.dcproj');
    const xml = '<Solution><Folder Name="/src/"><Project Path="src/a/a.csproj" /></Folder></Solution>';
    expect(read('dotnet restore A.slnx', { 'A.slnx': xml, ...files })).toBe('A.slnx src/a/a.csproj');
  });

  it.each([
    [line('src\\a\\a.csproj'), /there is no src\/a\/a\.csproj/],
    [line('..\\a\\a.csproj'), /names \.\.\\a/],
    [line('a.vcxproj'), /a\.vcxproj is not a project/],
  ])('may name others: %j', (text, reason) => {
    expect(read('dotnet restore', { 'A.sln': text })).toMatch(reason);
  });
});

describe('a build with .NET', () => {
  const fetch = (command: string): string | undefined =>
    read(command, { 'a.csproj': project(), 'b/b.csproj': project() }).split(' | ')[1];

  it.each([
    ['dotnet publish', 'dotnet restore'],
    ['dotnet build -c $MODE b/b.csproj -o out', 'dotnet restore b/b.csproj'],
    ['dotnet publish "a.csproj" -r linux-x64 --self-contained true', 'dotnet restore a.csproj -r linux-x64'],
    ['dotnet publish --runtime=linux-x64 -p:PublishAot=true', 'dotnet restore --runtime=linux-x64 -p:PublishAot=true'],
    ['dotnet publish b /p:UseAppHost=false', 'dotnet restore b /p:UseAppHost=false'],
    ['dotnet publish -a x64', 'dotnet restore'],
  ])('%s is prepared by %s', (command, expected) => {
    expect(fetch(command)).toBe(expected);
  });

  it('may restore nothing, or what only the build knows', () => {
    expect(fetch('dotnet publish --no-restore')).toBeUndefined();
    expect(read('dotnet test --no-build', {})).toBe('not an install');
    expect(read('dotnet publish -r $RID', { 'a.csproj': project() })).toMatch(/^declined: \$RID/);
  });
});

describe('tools of .NET', () => {
  it('are named by a manifest', () => {
    const files = { '.config/dotnet-tools.json': '{}', 'nuget.config': sources('https://example.org/v3/index.json') };
    expect(read('dotnet tool restore', files)).toBe('.config/dotnet-tools.json nuget.config');
    expect(read('dotnet tool restore', { ...files, 'nuget.config': sources('packages') })).toMatch(
      /^declined: nuget\.config/,
    );
    expect(read('dotnet tool restore', {})).toMatch(/^declined: there is no \.config/);
  });
});
