import type { AttackGroup } from '../attack.ts';
import { BAD_FREE } from './bad-pointers.ts';
import { DAMAGE } from './damage.ts';
import { DOUBLE_FREE } from './double-free.ts';
import { OVERFLOW, UNDERFLOW } from './overflow.ts';
import { REALLOC } from './realloc.ts';
import { SIZES } from './sizes.ts';
import { USE_AFTER_FREE } from './use-after-free.ts';

/** All attacks, in the order of the page. */
export const ATTACKS: readonly AttackGroup[] = [
  OVERFLOW,
  UNDERFLOW,
  DOUBLE_FREE,
  BAD_FREE,
  USE_AFTER_FREE,
  REALLOC,
  DAMAGE,
  SIZES,
];
