import { TemplateSyntaxError } from '../errors.ts';
import type { Position } from '../../position.ts';
import type { ConditionalComment } from '../syntax/tree.ts';
import { readCondition } from './condition.ts';
import type { ModuleContext } from './context.ts';
import type { Meaning } from './resolver.ts';

/** The tag ends its comment: `@when A && B`. */
const TAG = /(?:\n[^\S\n]*\*[^\S\n]*|[^\S\n]+)@when(?![\w-])([^\n]*?)(?=(?:\s|\n[^\S\n]*)*\*\/$)/;
const ANY_TAG = /(?<=[\s*])@when(?![\w-])/;

/** True for a doc comment without `@inline`, which readInlineTag() reads. */
const isDoc = (comment: string) => comment.startsWith('/**') && !/@inline(?![\w-])/.test(comment);

/**
 * Splits the comments of a declaration: if a doc comment has the tag `@when`, all doc comments
 * become `docs`.
 * @param names what a name in a condition stands for
 * @throws TemplateSyntaxError if a tag is not at the end of its comment, or has no condition
 */
export function readWhenTags(
  lead: readonly string[],
  names: (name: string) => Meaning | undefined,
  position: Position,
  context: ModuleContext,
): { readonly lead: readonly string[]; readonly docs?: readonly ConditionalComment[] } {
  if (!lead.some((comment) => isDoc(comment) && ANY_TAG.test(comment))) return { lead };
  const docs = lead.filter(isDoc).map((comment): ConditionalComment => {
    const [tag, condition] = TAG.exec(comment) ?? [];
    if (tag === undefined || condition === undefined) {
      if (!ANY_TAG.test(comment)) return { text: comment, condition: undefined };
      throw new TemplateSyntaxError(position, '@when must end its comment, on its line');
    }
    return {
      text: comment.replace(tag, ''),
      condition: readCondition('@when', condition.trim(), names, position, context),
    };
  });
  return { lead: lead.filter((comment) => !isDoc(comment)), docs };
}
