import { CHUNK_ALIGN_WORDS } from '../../chunk/chunk.ts';
import { MAY_RELEASE, STATIC_MALLOC_PARAMS } from '../../options/options.ts';
import type { AllocatorVersion } from '../allocator_version.ts';
import { dlcalloc } from './calloc.ts';
import { dlfree } from './free.ts';
import { dlinit } from './init.ts';
import { count_chunks, print_stats, usable_size } from './inspect.ts';
import { dlmalloc } from './malloc.ts';
import { STATE_SIZE } from './malloc_state.ts';
import { dlmallopt } from './mallopt.ts';
import { dlmemalign } from './memalign.ts';
import { dlrealloc } from './realloc.ts';
import { dltrim } from './sys_trim.ts';

const STATE_ALIGN = CHUNK_ALIGN_WORDS * 4;
const HAS_MALLOPT = !STATIC_MALLOC_PARAMS;

export const dlmalloc_2_8_6 = {
  state_size: STATE_SIZE,
  state_align: STATE_ALIGN,
  heap_magic: 0x6d670000,
  has_mallopt: HAS_MALLOPT,
  has_trim: MAY_RELEASE,
  has_footprint: true,
  moves_over_itself: false,
  init: dlinit,
  malloc: dlmalloc,
  free: dlfree,
  realloc: dlrealloc,
  calloc: dlcalloc,
  memalign: dlmemalign,
  usable_size,
  mallinfo: count_chunks,
  print_stats,
  mallopt: dlmallopt,
  trim: dltrim,
} satisfies AllocatorVersion;
