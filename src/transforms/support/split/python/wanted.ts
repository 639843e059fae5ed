import type { ToolCall } from './calls.ts';
import type { Wanted } from './locks.ts';

/** What the options of an install ask for. */
export function wantedBy({ tool, call: { options, verb } }: ToolCall): Wanted {
  const has = (...names: string[]): boolean => options.some(({ value }) => names.includes(value));
  const named = (...names: string[]): string[] =>
    options.flatMap(({ value }, at) => {
      const [name = '', own = options[at + 1]?.value ?? ''] = value.split('=', 2);
      return names.includes(name) ? own.split(',') : [];
    });
  const isExport = /^(?:export|requirements)$/.test(verb.value);
  const only = named('--only', '--only-group');
  const asked = [...only, ...named('--with', '--group'), ...(has('--dev', '-d') ? ['dev'] : [])];
  const refused = [...named('--without', '--no-group'), ...(has('--no-dev') ? ['dev'] : [])];
  const isAsked = has('--no-default-groups') || only.length > 0 || (tool === 'poetry' && (isExport || has('--no-dev')));
  return {
    isGroup: (name, isUnasked) =>
      has('--all-groups') || asked.includes(name) || (isUnasked && !isAsked && !refused.includes(name)),
    hasExtras: has('--all-extras') || named('--extra', '--extras', '-E').length > 0,
    isAll: has('--all-packages'),
    hasProject:
      (!isExport || tool === 'uv') &&
      !has('--no-root', '--no-install-project', '--no-install-workspace', '--no-install-local', '--no-emit-project'),
    isLinked: !has('--no-editable'),
  };
}
