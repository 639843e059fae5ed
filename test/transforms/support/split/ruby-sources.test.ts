import { describe, expect, it } from 'vitest';
import { spawnedIn } from '../../../../src/transforms/support/split/ruby/sources.ts';

const namesIn = (text: string, path = 'app.rb'): string[] | string => {
  const found = spawnedIn([{ path, text }]);
  return typeof found === 'string' ? found : found.map(({ name }) => name);
};

describe('programs that sources of Ruby start', () => {
  it.each([
    ['out = `git log "#{name}"`', ['git']],
    ['puts "version #{`git describe`}"', ['git']],
    ["Kernel.exec 'puma'", ['puma']],
    ['system "convert #{a} #{b}"', ['convert']],
    ["system('sh', '-c', 'git log | head')", ['sh', 'git', 'head']],
    ["IO.popen(['git', 'log']) { |io| io.read }", ['git']],
    ["Open3.capture3({ 'LANG' => 'C' }, 'ffmpeg', '-i', path)", ['ffmpeg']],
    ["Terrapin::CommandLine.new('identify', ':in')", ['identify']],
    ['%x(du -s #{path})', ['du']],
    ['rest = a / b; `convert x`; c / d', ['convert']],
    ["text.gsub(/[\"'`]/, '')\nsystem('unzip x')", ['unzip']],
    ["system('bundle install')", ['bundle install']],
    ['log = `git log \\\n  --oneline`', ['git']],
    ['log = `\n  git log | file -\n`', ['git', 'file']],
    ['log = %x{\n  git log\n}', ['git']],
    ['system <<~SH\n  cd #{folder}\n  git log\nSH\nputs 1', ['cd', 'git']],
    ['system(<<-"SH", exception: true)\n  git log\n  SH', ['git']],
    ['note = <<~TEXT\n  A ` that nothing closes\nTEXT\nsystem("git log")', ['git']],
  ])('%s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    '# `git log` is what people call',
    'puts "say `git log`, or exec it"',
    'connection.exec("SELECT 1")',
    'where(system: system)\nsystem = System.first\nsystem.name',
    'def system(name)\nend',
    "%w[exec spawn system]\n__END__\nsystem('git')",
  ])('are none in %s', (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it.each([
    'system(command)',
    'system("#{program} --version")',
    'exec(*arguments)',
    "open('|git log')",
    "IO.read('|git log')",
    "send(:system, 'git')",
    "alias run system\nrun 'git log'",
    "alias_method :run, :system\nrun 'git log'",
    'log = <<`SH`\n  git log\nSH',
    "TTY::Command.new.run('git')",
    'system %Q(git log)',
  ])('are not known of %s', (text) => {
    expect(namesIn(text)).toMatch(/^app\.rb (?:opens|starts) /);
  });

  it('are called by Rake in its own way', () => {
    expect(namesIn("sh 'docker push example'", 'Rakefile')).toEqual(['docker']);
    expect(namesIn('sh <<~SH\n  git log\nSH', 'Rakefile')).toEqual(['git']);
    expect(namesIn("sh 'docker push example'")).toEqual([]);
  });
});
