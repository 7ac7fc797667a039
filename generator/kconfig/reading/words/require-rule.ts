import { DialectError } from '../../diagnostics/errors.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { DialectRules } from '../../dialects/rules.ts';

/** The dialect to try for what only some have. */
const OWNERS = {
  hasMacros: 'linux',
  hasOptionEnv: 'kconfig-4.11',
  hasBoolean: 'kconfig-4.11',
  hasReset: 'openwrt',
  hasMenuHelp: 'esp-idf',
  setsValues: 'esp-idf',
  hasFloat: 'esp-idf',
  hasWarning: 'esp-idf',
  quotesChoiceNames: 'kconfiglib',
  joinsLinesInTexts: 'kconfiglib',
  allowsLateTitle: 'kconfiglib',
} as const satisfies Partial<Record<keyof DialectRules, string>>;

/**
 * Lets a tree have only what its dialect has.
 *
 * @throws DialectError that names the dialect to try.
 */
export function requireRule(
  dialect: Dialect,
  rule: keyof typeof OWNERS,
  what: string,
  position: Position,
): void {
  if (dialect[rule]) return;
  const owner = OWNERS[rule];
  throw new DialectError(
    position,
    `${what} does not exist in the dialect ${dialect.name}: read the tree with --dialect ${owner}`,
  );
}
