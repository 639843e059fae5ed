import { memoryContext } from '../../src/context/build-context.ts';
import { manifestsOf } from '../../src/model/manifests/manifests.ts';
import { readers } from '../../src/model/manifests/readers.ts';
import { packageCalls } from '../../src/model/package-calls.ts';
import { parseShell } from '../../src/shell/parse.ts';

/** The files that a command reads, or why that can not be told; a doubt behind them. */
export function filesRead(command: string, files: Readonly<Record<string, string>>): string {
  const [call] = packageCalls(parseShell(command));
  const format = call?.manager.project?.apart?.format;
  if (call === undefined || format === undefined) throw new Error(`${command} installs nothing`);
  if (!readers[format].isInstall(call)) return 'not an install';
  const found = manifestsOf(readers[format], { call, sent: memoryContext(files), folder: '/app' });
  if ('declined' in found) return `declined: ${found.declined}`;
  return [found.files.join(' '), ...(found.doubt === undefined ? [] : [found.doubt])].join(' | ');
}
