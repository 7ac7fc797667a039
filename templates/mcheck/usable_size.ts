import type { Mem } from '../options/types.ts';
import { check_block, is_protected } from './check.ts';
import { header_of, size_of } from './header.ts';
import { is_disabled } from './mcheck.ts';
import { MCHECK_OK, MCHECK_TAIL } from './status.ts';

/** Does the block have a header, whether it is sound or not? @inline */
export function has_header(mem: Mem): boolean {
  return !is_disabled() || is_protected(mem);
}

/** What the user asked for; 0 where the header is damaged. */
export function requested_size(mem: Mem): number {
  const status = check_block(mem);
  return status === MCHECK_OK || status === MCHECK_TAIL ? size_of(header_of(mem)) : 0;
}
