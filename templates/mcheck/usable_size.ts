import type { Mem } from '../options/types.ts';
import { check_block, is_protected } from './check.ts';
import { header_of, size_of } from './header.ts';
import { is_disabled } from './mcheck.ts';
import { MCHECK_OK, MCHECK_TAIL } from './status.ts';

/** Whether the block has a header, sound or not. @inline */
export function has_header(mem: Mem): boolean {
  return !is_disabled() || is_protected(mem);
}

/** Size of the user's request; 0 if the header is damaged. */
export function requested_size(mem: Mem): number {
  const status = check_block(mem);
  return status === MCHECK_OK || status === MCHECK_TAIL ? size_of(header_of(mem)) : 0;
}
