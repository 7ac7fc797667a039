import { HEADER_SIZE } from '../memory/header.ts';
import { SYS_MALLOC_ATTACH } from '../options/options.ts';
import { VERSION } from './version.ts';

/** Bytes of static data that the variant keeps at the start of the region. The heap is the rest. */
export const MALLOC_STATE_SIZE = SYS_MALLOC_ATTACH
  ? HEADER_SIZE + VERSION.state_size
  : VERSION.state_size;
