import type { BuildOptions } from '../options/index.ts';
import { nearest } from '../text/suggest.ts';
import { FitError } from './fit-error.ts';

/** Calls that make a heap or open one. A program needs one of them. */
const OPENERS: ReadonlySet<string> = new Set([
  'mem_malloc_init',
  'initr_malloc',
  'initf_malloc',
  'mem_malloc_attach',
]);

/** @throws {FitError} for a name that no variant exports, with the nearest that one does */
export function checkCalls(calls: readonly string[], known: readonly string[]): void {
  if (calls.length === 0) {
    throw new FitError('No call is named: name those that the program makes, as malloc,free.');
  }
  for (const call of calls) {
    if (known.includes(call)) continue;
    const near = nearest(call, known) ?? nearest(call.toLowerCase(), known);
    const remedy = near === undefined ? 'docs/calls.md lists all calls.' : `Did you mean ${near}?`;
    throw new FitError(`${call}: no configuration has such a call. ${remedy}`);
  }
}

/**
 * The calls that a variant lacks. A simple malloc has a realloc() that always panics: that is none. Its
 * free() does nothing, which many programs can live with.
 */
export function missingCalls(
  calls: readonly string[],
  names: ReadonlySet<string>,
  { enabled }: BuildOptions,
): readonly string[] {
  return calls.filter(
    (call) => !names.has(call) || (call === 'realloc' && enabled.SYS_MALLOC_SIMPLE),
  );
}

/**
 * The names that a program of these calls imports: the calls, and what makes the heap unless one of them
 * does. Where a simple malloc serves until the heap is ready, that takes two.
 */
export function importsFor(
  calls: readonly string[],
  names: ReadonlySet<string>,
): readonly string[] {
  if (calls.some((call) => OPENERS.has(call))) return calls;
  const isFull = names.has('mem_malloc_init');
  const isSimple = names.has('initf_malloc');
  if (isFull && isSimple) return [...calls, 'initf_malloc', 'initr_malloc'];
  return [...calls, isFull ? 'mem_malloc_init' : 'initf_malloc'];
}
