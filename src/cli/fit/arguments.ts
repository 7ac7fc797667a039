import type { WasmArguments } from '../inputs/wasm-request.ts';
import { dirname } from 'node:path';

import { MallocgenError } from '../../../generator/error.ts';
import { parseCondition, type KconfigTree } from '../../../generator/kconfig/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import { fileKind } from '../inputs/file-kind.ts';
import type { OneConfigurationArguments } from '../price/read-configuration.ts';
import { readHeapLength } from '../replay/heap-length.ts';
import { shellWords } from '../shell-words.ts';
import { UsageError } from '../usage-error.ts';

/** The command line of `mallocgen fit`. */
export interface FitArguments extends WasmArguments, OneConfigurationArguments {
  readonly calls: readonly string[];
  readonly budget?: number | undefined;
  readonly require?: readonly string[] | undefined;
  readonly trace?: string | undefined;
  readonly heap?: string | undefined;
  readonly phase: Phase;
  readonly output?: string | undefined;
  readonly jobs: number;
  readonly format: string;
}

/** Reads `--calls malloc,free`. */
export function readCalls(words: readonly string[]): readonly string[] {
  const calls = words.flatMap((word) => word.split(',')).map((call) => call.trim());
  return [...new Set(calls.filter((call) => call !== ''))];
}

/** Throws {@link UsageError} if `--budget` is not a number of bytes. */
export function requireBudget(budget: number | undefined): void {
  if (budget === undefined || (Number.isInteger(budget) && budget > 0)) return;
  throw new UsageError(`--budget ${budget}: write a whole number of bytes, as 900.`);
}

/**
 * Throws {@link UsageError} if a file cannot be written because its folder is missing or it is a folder
 * itself: a search takes too long to find that out at its end.
 */
export function requireWritable(path: string, written: string): void {
  if (fileKind(path) === 'folder') {
    throw new UsageError(`--output ${written}: that is a folder: name a file in it.`);
  }
  if (fileKind(dirname(path)) === 'folder') return;
  const folder = dirname(written);
  throw new UsageError(
    `--output ${written}: there is no folder ${folder}: make it with ${shellWords(['mkdir', '-p', folder])}.`,
  );
}

/** Throws {@link UsageError} for what is not an expression about the tree's symbols. */
export function checkRequired(expressions: readonly string[], tree: KconfigTree): void {
  for (const expression of expressions) {
    try {
      parseCondition(expression, tree);
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      const message = error.message.replace(/^<expression>(:\d+)?: /, '');
      throw new UsageError(`--require ${shellWords([expression])}: ${message}`, { cause: error });
    }
  }
}

/** Several expressions must all hold. */
export function joinRequired(expressions: readonly string[] | undefined): string | undefined {
  if (expressions === undefined || expressions.length === 0) return undefined;
  const [only = ''] = expressions;
  if (expressions.some((each) => each.trim() === '')) {
    throw new UsageError('--require is empty: write a Kconfig expression, as NO_TREE_BINS=n.');
  }
  return expressions.length === 1 ? only : expressions.map((each) => `(${each})`).join(' && ');
}

/** The length of `--heap`, which goes with `--trace`. Throws {@link UsageError}. */
export function readHeap({ trace, heap }: FitArguments): number | undefined {
  if (trace === undefined && heap === undefined) return undefined;
  if (heap === undefined) {
    throw new UsageError('--trace needs the bytes of the heap: add --heap, as --heap 0x10000.');
  }
  if (trace === undefined) {
    throw new UsageError('--heap is the heap for a trace: add --trace FILE, or leave it out.');
  }
  return readHeapLength(heap);
}
