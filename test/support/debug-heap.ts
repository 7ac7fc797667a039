import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';
import { loadTemplates } from './load-templates.ts';
import { loadSpecialised } from './specialised.ts';

/** The allocator as it is, and specialised. */
export const LOADERS = [
  ['templates', loadTemplates],
  ['variant', loadSpecialised],
] as const;

export type Load = (options: BuildOptions) => Promise<Allocator>;

export interface DebugHeap {
  readonly heap: Allocator;
  readonly memory: ArrayBuffer;
  readonly bytes: Uint8Array;
}

/** A new instance with a heap that starts at 0x10000. */
export async function debugHeap(
  load: Load,
  options: BuildOptions,
  size = 0x10000,
): Promise<DebugHeap> {
  const heap = await load(options);
  const memory = new ArrayBuffer(0x10000 + size);
  heap.mem_malloc_init(memory, 0x10000 - heap.MALLOC_STATE_SIZE, size + heap.MALLOC_STATE_SIZE);
  return { heap, memory, bytes: new Uint8Array(memory) };
}

/** What a function prints, line by line. */
export function printed(write: (print: (line: string) => void) => void): readonly string[] {
  const lines: string[] = [];
  write((line) => lines.push(line));
  return lines;
}
