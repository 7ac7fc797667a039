import { runBench } from './run-bench.ts';

/**
 * Runs `npm run explore`.
 * @returns what it prints
 */
export function runExplore(...args: readonly string[]): string {
  return runBench('explore', ...args);
}
