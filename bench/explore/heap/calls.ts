import type { Requests } from './requests.ts';

/** One call. `block` is the index of a block in the list of the chunks. */
export type Call =
  | { readonly call: 'malloc'; readonly bytes: number }
  | { readonly call: 'calloc'; readonly count: number; readonly bytes: number }
  | { readonly call: 'memalign'; readonly alignment: number; readonly bytes: number }
  | { readonly call: 'free'; readonly block: number }
  | { readonly call: 'realloc'; readonly block: number; readonly bytes: number };

/** The calls that need no block. They come first in every state. */
export function callsWithoutBlock(requests: Requests): readonly Call[] {
  return [
    ...requests.malloc.map((bytes) => ({ call: 'malloc', bytes }) as const),
    ...requests.calloc.map(([count, bytes]) => ({ call: 'calloc', count, bytes }) as const),
    ...requests.memalign.map(
      ([alignment, bytes]) => ({ call: 'memalign', alignment, bytes }) as const,
    ),
  ];
}

/** The calls for the block at index `block`. */
export function callsForBlock(requests: Requests, block: number): readonly Call[] {
  return [
    { call: 'free', block },
    ...requests.realloc.map((bytes) => ({ call: 'realloc', block, bytes }) as const),
  ];
}
