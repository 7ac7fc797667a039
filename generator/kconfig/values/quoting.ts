import type { Dialect } from '../dialects/dialect.ts';

/** The value of a text as a configuration file has it: in quotes, with a `\` before `"` and `\`. */
export function quoteText(text: string, { escapesTexts }: Dialect): string {
  return `"${escapesTexts ? escapeText(text) : text}"`;
}

/** A `\` before each `"` and `\`. */
export function escapeText(text: string): string {
  return text.replaceAll(/["\\]/g, String.raw`\$&`);
}

/**
 * The text that a value of a configuration file stands for, undefined if it is none. A `\` takes away the
 * meaning of what follows it, and nothing after the closing quote counts; U-Boot's program wants the last
 * character to be a quote, and takes what is between as it is.
 */
export function unquoteText(value: string, { escapesTexts }: Dialect): string | undefined {
  if (!value.startsWith('"')) return undefined;
  if (!escapesTexts) return value.endsWith('"') ? value.slice(1, -1) : undefined;
  const [, inner] = /^"((?:[^"\\]|\\.)*)"/s.exec(value) ?? [];
  return inner?.replaceAll(/\\(.)/gs, '$1');
}

/** Whether a text can be in a configuration file: it would end at a line break, and for C programs at a NUL. */
export function isOneLine(text: string): boolean {
  return !/[\0\n]/.test(text);
}
