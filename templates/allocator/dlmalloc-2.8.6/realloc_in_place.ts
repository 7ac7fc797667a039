import { INSECURE } from '../../options/options.ts';
import type { Mem } from '../../options/types.ts';
import { check_inuse_chunk, check_neighbours } from './checks.ts';
import { mem2chunk } from '../../chunk/chunk.ts';
import { try_realloc_chunk } from './realloc.ts';
import { request2words } from '../../chunk/request.ts';
import { is_possible_request } from './request.ts';

export function dlrealloc_in_place(mem: Mem, bytes: number): Mem {
  if (mem === 0 || !is_possible_request(bytes)) return 0;
  const p = mem2chunk(mem);
  if (!INSECURE) {
    check_inuse_chunk(mem);
    check_neighbours(p);
  }
  return try_realloc_chunk(p, request2words(bytes), 1) ? mem : 0;
}
