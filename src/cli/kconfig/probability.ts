import { EVEN_PROBABILITY, type Probability } from '../../../generator/kconfig/index.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Parses KCONFIG_PROBABILITY as the C program does. All numbers are percentages.
 *
 * - `Y`: how often a bool is y; a tristate is y or m as often, each in half of the cases.
 * - `Y:M`: how often a tristate is y, and m; a bool is y as often as both together.
 * - `B:Y:M`: how often a bool is y, then the two for a tristate.
 *
 * Throws {@link UsageError}.
 */
export function readProbability(text: string | undefined): Probability {
  if (!text) return EVEN_PROBABILITY;
  const parts = text.split(':').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  const [first = NaN, second, third] = parts;
  const half = Math.floor(first / 2);
  const probability =
    second === undefined
      ? { bool: first, yes: first - half, mod: half }
      : third === undefined
        ? { bool: first + second, yes: first, mod: second }
        : { bool: first, yes: second, mod: third };
  const { bool, yes, mod } = probability;
  if (parts.length > 3 || !(bool <= 100 && yes + mod <= 100) || parts.some(Number.isNaN)) {
    throw new UsageError(
      `KCONFIG_PROBABILITY=${text}: give one to three whole numbers with colons between, no sum above 100.`,
    );
  }
  return probability;
}
