import type { Position } from '../../position.ts';
import type { InlineTag } from '../syntax/tree.ts';
import { readCondition } from './condition.ts';
import type { ModuleContext } from './context.ts';
import type { Meaning } from './resolver.ts';

const TAG = /(?<=[\s*])@inline(?![\w-])([^\n]*?)(?=\n|\s*\*\/)/;

/** A doc comment without its tag; undefined if it has nothing else. */
function withoutTag(comment: string): string | undefined {
  const rest = comment
    .replace(/\n[^\S\n]*\*?[^\S\n]*@inline(?![\w-])[^\n]*?(?=\n|\s*\*\/)/, '')
    .replace(TAG, '')
    .replace(/[^\S\n]+(?=\n)/g, '')
    .replace(/(\n[^\S\n]*\*)+(?=\n[^\S\n]*\*\/)/, '')
    .replace(/[^\S\n]+\*\/$/, ' */');
  return /^\/\*\*[\s*]*\*\/$/.test(rest) ? undefined : rest;
}

/**
 * Splits a function's comments into its `@inline` tag and the rest.
 * @param names what a name in the condition stands for
 * @throws TemplateSyntaxError if the condition is not an expression over known names
 */
export function readInlineTag(
  lead: readonly string[],
  names: (name: string) => Meaning | undefined,
  position: Position,
  context: ModuleContext,
): { readonly lead: readonly string[]; readonly inline: InlineTag | undefined } {
  const at = lead.findLastIndex((comment) => comment.startsWith('/**') && TAG.test(comment));
  const comment = lead[at];
  const match = comment === undefined ? null : TAG.exec(comment);
  if (comment === undefined || match === null) return { lead, inline: undefined };
  const stripped = withoutTag(comment);
  const rest = [
    ...lead.slice(0, at),
    ...(stripped === undefined ? [] : [stripped]),
    ...lead.slice(at + 1),
  ];
  const text = (match[1] ?? '').trim();
  if (text === '') return { lead: rest, inline: { condition: undefined } };
  const condition = readCondition('@inline', text, names, position, context);
  return { lead: rest, inline: { condition } };
}
