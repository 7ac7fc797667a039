import type { Trace } from '../traces.ts';
import type { Contestant } from './contestant.ts';
import { replay } from './replay.ts';

const GRANULE = 8;

/**
 * Replays a trace and checks each address: not 0, aligned, and no byte of the block in another one.
 * A contestant may only be fast at the right thing.
 * @throws {Error} naming the call
 */
export function verify(contestant: Contestant, trace: Trace, memoryEnd: number): void {
  const used = new Uint8Array(memoryEnd / GRANULE);
  const sizes = new Map<number, number>();
  let call = 0;

  const release = (mem: number) => {
    const size = sizes.get(mem);
    if (size === undefined) return;
    used.fill(0, mem / GRANULE, Math.ceil((mem + size) / GRANULE));
    sizes.delete(mem);
  };
  const claim = (mem: number, size: number, alignment: number) => {
    const from = mem / GRANULE;
    const to = Math.ceil((mem + size) / GRANULE);
    if (
      mem === 0 ||
      mem % alignment !== 0 ||
      to > used.length ||
      used.subarray(from, to).includes(1)
    ) {
      throw new Error(`call ${call}: ${size} bytes at ${mem}: not a free place, or not aligned`);
    }
    used.fill(1, from, to);
    sizes.set(mem, size);
    return mem;
  };

  const { alignment } = contestant;
  const checked = {
    malloc: (bytes: number) => claim(contestant.malloc(bytes), bytes, alignment),
    calloc: (count: number, bytes: number) =>
      claim(contestant.calloc(count, bytes), count * bytes, alignment),
    memalign: (align: number, bytes: number) =>
      claim(contestant.memalign(align, bytes), bytes, alignment),
    realloc: (mem: number, bytes: number) => {
      const moved = contestant.realloc(mem, bytes);
      release(mem);
      return claim(moved, bytes, alignment);
    },
    free: (mem: number) => {
      release(mem);
      contestant.free(mem);
    },
  };

  const blocks = new Int32Array(trace.blocks);
  for (; call < trace.calls; call += 1) {
    const words = trace.words.subarray(call * 4, call * 4 + 4);
    replay(checked, { ...trace, words }, blocks);
  }
  contestant.reset(blocks);
}
