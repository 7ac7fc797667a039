import { openSession, type Defconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
import { UsageError } from '../usage-error.ts';
import type { Wanted } from './wanted.ts';

/**
 * @throws {UsageError} for a number or text without the value to price, and for a value that it cannot have
 */
export function requireValues(
  wanted: readonly Wanted[],
  tree: KconfigTree,
  defconfig: Defconfig,
): void {
  const session = openSession(tree, defconfig);
  for (const { symbol, value } of wanted) {
    const present = session.get(symbol);
    if (present === undefined || ['bool', 'tristate', 'unknown'].includes(present.type)) continue;
    if (value === undefined) {
      const example = present.value === '' ? 'VALUE' : present.value;
      throw new UsageError(
        `${symbol} has no other value that is obvious: name one, as in ${symbol}=${example}.`,
      );
    }
    const fault = session.check(symbol, value);
    if (fault !== undefined) throw new UsageError(`${symbol}: ${fault}.`);
  }
}
