import { STATE_WORDS } from './dlmalloc-2.8.6/malloc_state.ts';
import { STATE_WORDS as LEGACY_STATE_WORDS } from './dlmalloc-2.6.6/malloc_state.ts';
import { SYS_MALLOC_ATTACH, SYS_MALLOC_LEGACY } from '../options/options.ts';
import { HEADER_SIZE } from '../memory/header.ts';

/** Bytes of static data that the variant keeps at the start of the region; the heap is the rest. */
export const MALLOC_STATE_SIZE = SYS_MALLOC_ATTACH
  ? HEADER_SIZE + (SYS_MALLOC_LEGACY ? LEGACY_STATE_WORDS : STATE_WORDS) * 4
  : (SYS_MALLOC_LEGACY ? LEGACY_STATE_WORDS : STATE_WORDS) * 4;
