import type { Block } from './blocks.ts';
import { frames } from './memcheck-error.ts';
import { bytes, counted } from './numbers.ts';

/** Blocks that were allocated in one place and never freed. */
export interface Leak {
  /** Bytes of all of them. */
  readonly bytes: number;
  readonly blocks: readonly { readonly address: number; readonly size: number }[];
  /** Frames of the call stack that allocated them, innermost first. */
  readonly allocatedAt: readonly string[];
}

/** Groups blocks by the place of their allocation, the largest group first. */
export function leaksOf(live: readonly Block[]): readonly Leak[] {
  const places = new Map<string, Block[]>();
  for (const block of live) {
    const place = block.allocated.frames.join('\n');
    const blocks = places.get(place);
    if (blocks) blocks.push(block);
    else places.set(place, [block]);
  }
  return [...places.values()]
    .map((blocks) => ({
      bytes: blocks.reduce((sum, { size }) => sum + size, 0),
      blocks: blocks.map(({ address, size }) => ({ address, size })),
      allocatedAt: blocks[0]?.allocated.frames ?? [],
    }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

export function leakText(leak: Leak): string {
  const title = `${inBlocks(leak.bytes, leak.blocks.length)} not freed, allocated`;
  return [title, ...frames(leak.allocatedAt)].join('\n');
}

export function inBlocks(size: number, count: number): string {
  return `${bytes(size)} in ${counted(count, 'block')}`;
}
