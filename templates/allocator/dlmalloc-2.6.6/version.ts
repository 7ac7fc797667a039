import type { AllocatorVersion } from '../allocator_version.ts';
import { legacy_calloc } from './calloc.ts';
import { legacy_free } from './free.ts';
import { legacy_init } from './init.ts';
import { count_free, print_stats, usable_size } from './inspect.ts';
import { legacy_malloc } from './malloc.ts';
import { STATE_ALIGN, STATE_SIZE } from './malloc_state.ts';
import { legacy_mallopt } from './mallopt.ts';
import { legacy_memalign } from './memalign.ts';
import { legacy_realloc } from './realloc.ts';
import { trim_top } from './top.ts';

export const dlmalloc_2_6_6 = {
  state_size: STATE_SIZE,
  state_align: STATE_ALIGN,
  heap_magic: 0x6d680000,
  has_mallopt: true,
  has_trim: true,
  has_footprint: false,
  moves_over_itself: true,
  init: legacy_init,
  malloc: legacy_malloc,
  free: legacy_free,
  realloc: legacy_realloc,
  calloc: legacy_calloc,
  memalign: legacy_memalign,
  usable_size,
  mallinfo: count_free,
  print_stats,
  mallopt: legacy_mallopt,
  trim: trim_top,
} satisfies AllocatorVersion;
