import { STATE_WORDS } from './dlmalloc/malloc_state.ts';
import { STATE_WORDS as LEGACY_STATE_WORDS } from './legacy/malloc_state.ts';
import { SYS_MALLOC_ATTACH, SYS_MALLOC_LEGACY } from './options.ts';
import { HEADER_SIZE } from './shared/header.ts';

/** Bytes of static data that the variant keeps at the start of the region; the heap is the rest. */
export const MALLOC_STATE_SIZE = SYS_MALLOC_ATTACH
  ? HEADER_SIZE + (SYS_MALLOC_LEGACY ? LEGACY_STATE_WORDS : STATE_WORDS) * 4
  : (SYS_MALLOC_LEGACY ? LEGACY_STATE_WORDS : STATE_WORDS) * 4;
