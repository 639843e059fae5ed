import { expect, it } from 'vitest';
import { memoryContext } from '../../../../src/context/build-context.ts';
import type { Step } from '../../../../src/model/dockerfile.ts';
import { spawnedByPhp } from '../../../../src/transforms/support/split/php/sources.ts';

const startedBy = (text: string, path = 'a.php'): string[] | string => {
  const programs = spawnedByPhp(memoryContext({ [path]: text }), [
    { path: `/app/${path}`, source: path, step: {} as Step },
  ]);
  return typeof programs === 'string' ? programs : programs.map(({ name }) => name);
};

const SYMFONY = 'use Symfony\\Component\\Process\\Process;';

it.each([
  ["exec('git log');", ['git']],
  ["\\exec('git log');", ['git']],
  ["shell_exec('git log | head -1');", ['git', 'head']],
  ["exec('git log ' . $name);", ['git']],
  ["exec('git log -n' . $count);", ['git']],
  ['exec("git log {$this->name} > /dev/null");', ['git']],
  ['exec(sprintf("git log %s", $name));', ['git']],
  ["proc_open(['git', 'log'], $pipes, $all);", ['git']],
  ["proc_open(['sh', '-c', 'git log'], $pipes, $all);", ['sh', 'git']],
  ["popen('/usr/bin/git log', 'r');", ['/usr/bin/git']],
  ["$command = 'git log';\nexec($command, $lines);", ['git']],
  ["exec(PHP_BINARY . ' artisan');", ['php']],
  ['$log = `git log`;', ['git']],
  [`${SYMFONY} new Process(['git', 'log']);`, ['git']],
  [`${SYMFONY} Process::fromShellCommandline('git log');`, ['git']],
  ["use Illuminate\\Support\\Facades\\Process; Process::run('git log');", ['git']],
  ["$schedule->exec('git pull');", ['git']],
  ['$db->exec($sql); PDO::exec($sql); curl_exec($handle);', []],
  ['function exec($x) { return $x; }', []],
  ["// exec($x)\n# exec($x)\n/* exec($x) */ echo 'exec($x)';", []],
  ['#[Exec]\nclass A { public string $sql = "select `a` from `b`"; }', []],
  ["echo 'a'; ?> exec($x) `b` <?php echo 1;", []],
  ['$text = <<<EOT\nexec($x) `b`\nEOT;\necho $text;', []],
  ["$text = <<<'EOT'\n  it's `b`\n  EOT;\nexec('git log');", ['git']],
  ['namespace Shop; new Process($x);', []],
  ['use Shop\\Models\\Process; Process::make($x);', []],
  ["Process::run('git log');", ['git']],
  ['exec($command);', 'known only when it runs'],
  ['exec($_GET["x"]);', 'known only when it runs'],
  ["exec('/opt/tools/' . $name);", 'known only when it runs'],
  ["exec('cd /app && ' . $rest);", 'known only when it runs'],
  ['exec("$tool --version");', 'known only when it runs'],
  ["exec(sprintf('%s --version', $tool));", 'known only when it runs'],
  ["function start($command) { $command = 'git log'; exec($command); }", 'known only when it runs'],
  ["$command = 'git log'; $command .= $rest; exec($command);", 'known only when it runs'],
  ["$command = 'git log'; $command = $other; exec($command);", 'known only when it runs'],
  ['$log = `$tool log`;', 'known only when it runs'],
  [`${SYMFONY} new Process($this->command);`, 'known only when it runs'],
  [`${SYMFONY} (new ExecutableFinder())->find('git');`, 'not followed'],
  ["use Illuminate\\Support\\Facades\\Process; Process::path('/app')->run('git log');", 'not followed'],
  ["call_user_func('exec', 'git log');", 'not followed'],
  ["array_walk($lines, 'system');", 'not followed'],
  ["(new \\ReflectionFunction('exec'))->invoke('git log');", 'not followed'],
  ["$start = 'shell_exec';\n$start('git log');", 'not followed'],
  ['use Symfony\\Component\\Process\\Process as Command;', 'not followed'],
  ['use function exec as start;', 'not followed'],
  ['new \\Illuminate\\Support\\Composer($files);', 'works with composer'],
  ["exec('php composer.phar install');", 'works with composer'],
  ["FFI::cdef($text, 'liba.so');", 'loads libraries'],
])('%j', (text, expected) => {
  const found = startedBy(`<?php\n${text}`);
  if (typeof expected === 'string') expect(found).toContain(expected);
  else expect(found).toEqual(expected);
});

it('reads programs by what stands in their first line', () => {
  expect(startedBy("#!/usr/bin/env php\n<?php\nexec('git log');", 'bin/history')).toEqual(['git']);
  expect(startedBy('#!/bin/sh\nexec $x', 'bin/start')).toEqual([]);
});

it('reads pages of a template language as they are', () => {
  expect(startedBy("@php exec('git log') @endphp", 'a.blade.php')).toEqual(['git']);
  expect(startedBy('<script>pattern.exec(text); const a = `b`;</script>', 'a.blade.php')).toEqual([]);
});
