import type { KconfigTree } from '../../../generator/kconfig/index.ts';

/** Other trees have symbols with the names of some of our options, such as Linux's 64BIT. */
export function hasAllocator({ names }: KconfigTree): boolean {
  return (names.get('SYS_MALLOC_LEN')?.nodes.length ?? 0) > 0;
}
