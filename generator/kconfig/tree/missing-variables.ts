import type { KconfigError } from '../diagnostics/errors.ts';

/** What the make of Linux and its copies passes in, without which their trees cannot be read; with usual values. */
const PASSED_IN: readonly (readonly (readonly [name: string, value: string])[])[] = [
  [
    ['ARCH', 'x86'],
    ['SRCARCH', 'x86'],
  ],
  [
    ['CC', 'gcc'],
    ['LD', 'ld'],
  ],
];

/** The errors that an empty compiler or architecture leads to. */
const CONSEQUENCES: ReadonlySet<string> = new Set(['error-if', 'shell-not-allowed', 'shell-failed']);

/**
 * The end of a message about a tree that asked for variables of its make in vain: the options that give them.
 * Empty for others.
 */
export function adviceOn(
  missing: ReadonlySet<string>,
  { code, sentence }: KconfigError,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (!CONSEQUENCES.has(code)) return '';
  const options = PASSED_IN.filter((group) => group.some(([name]) => missing.has(name)))
    .flat()
    .filter(([name]) => env[name] === undefined)
    .map(([name, value]) => `--define ${name}=${value}`);
  if (options.length === 0) return '';
  return `${sentence.endsWith('.') ? ' Its' : '; its'} make passes in variables that are not set here: add ${options.join(' ')}`;
}
