import { callsOfProgram, type Frame } from './call-stack.ts';
import type { LeakCheckedHeap, UsedChunk } from './heap.ts';
import type { RequestedBlock } from './heap-watch.ts';

/** A block that a test has allocated and not freed. */
export interface Leak {
  /** Where the block starts, as malloc() returned it. */
  readonly address: number;
  /** Bytes that the program asked for; where nothing knows that, bytes that the block has room for. */
  readonly size: number;
  /** Whether `size` is what the program asked for. */
  readonly isAsked: boolean;
  /** The backtrace that mcheck keeps with the block, or ''. */
  readonly caller: string;
  /** The calls of the program that allocated it, innermost first. Empty where they are not known. */
  readonly calls: readonly Frame[];
  /** The chunk that holds the block, as in a dump; undefined where the block has memory of its own. */
  readonly chunk: Pick<UsedChunk, 'address' | 'size'> | undefined;
  /** The number of its allocation, by which it differs from a later block at the same address; 0 where the heap was not watched. */
  readonly id: number;
}

export function leakOfBlock({ id, mem, request }: RequestedBlock, chunk?: UsedChunk): Leak {
  return {
    id,
    address: mem,
    size: request.bytes,
    isAsked: true,
    caller: '',
    calls: callsOfProgram(request.stack.frames),
    chunk: chunk && { address: chunk.address, size: chunk.size },
  };
}

/** A leak of which nothing is known but what the heap itself says. */
export function leakOfChunk(heap: LeakCheckedHeap, chunk: UsedChunk): Leak {
  const mem = heap.malloc_leak_check_mem?.(chunk);
  const address = mem ?? chunk.address;
  return {
    address,
    size: heap.malloc_usable_size?.(address) ?? chunk.size,
    isAsked: mem !== undefined && heap.malloc_usable_size !== undefined,
    caller: chunk.caller,
    calls: [],
    chunk: { address: chunk.address, size: chunk.size },
    id: 0,
  };
}

/** Whether `mem`, which malloc() returned, is that block. */
export function isBlock({ address, chunk }: Leak, mem: number): boolean {
  if (chunk === undefined) return mem === address;
  return mem >= chunk.address && mem < chunk.address + chunk.size;
}
