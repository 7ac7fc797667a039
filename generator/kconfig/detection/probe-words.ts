import type { FoundDialect } from './found-dialect.ts';

/** A word that only one dialect has, at the beginning of a line of the first file. */
const WORDS: readonly (readonly [pattern: RegExp, name: string, what: string])[] = [
  [/^[ \t]*option[ \t]+env[ \t]*=/m, 'kconfig-4.11', "'option env'"],
  [/^[ \t]*boolean(?=\s)/m, 'kconfig-4.11', "'boolean'"],
  [/^[ \t]*reset(?:[ \t]+if\b|[ \t]*$)/m, 'openwrt', "'reset'"],
];

/** What the words of the first file say. */
export function probeWords(text: string): FoundDialect | undefined {
  const found = WORDS.find(([pattern]) => pattern.test(text));
  return found && { name: found[1], reason: `its first file has ${found[2]}` };
}
