import { ts } from 'ts-morph';
import type { Trivia } from '../syntax/text.ts';

/**
 * The comments of one module. Each belongs to the statement, declaration or member that it
 * precedes or trails. A comment that nothing claims would be lost, so the loader reports it.
 */
export interface Comments {
  /** Comments of a node, and the blank lines between them and before it. */
  take(node: ts.Node): Trivia;
  /** Comments between `open`, the end of a brace, and the first item or the closing brace. */
  takeOpening(open: number): readonly string[];
  /** Comments after the last item of a list, which ends at `end`. */
  takeTail(end: number): readonly string[];
  /** Claims everything from `start` to `end`, whose text is kept as it is. */
  takeAll(start: number, end: number): void;
  /** Position of the first comment that nothing has claimed. */
  unclaimed(): number | undefined;
}

/** Ranges of literals, in which `//` does not start a comment. */
function literalRanges(source: ts.SourceFile): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteral(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isTemplateLiteralToken(node)
    ) {
      ranges.push([node.getStart(source), node.end]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return ranges;
}

/** The end of every comment of a module, by its start. */
function findComments(source: ts.SourceFile): ReadonlyMap<number, number> {
  const { text } = source;
  const literals = new Map(literalRanges(source));
  const found = new Map<number, number>();
  for (let at = 0; at < text.length; at += 1) {
    const literalEnd = literals.get(at);
    if (literalEnd !== undefined) {
      at = literalEnd - 1;
    } else if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      const line = text[at + 1] === '/';
      const close = line ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2;
      const end = close < 0 ? text.length : close;
      found.set(at, end);
      at = end - 1;
    }
  }
  return found;
}

const isBlank = (between: string): boolean => /\n[^\S\n]*\n/.test(between);

/** Finds the comments of a module, except its header, which is dropped. */
export function createComments(source: ts.SourceFile): Comments {
  const { text } = source;
  const pending = new Map(findComments(source));
  const [header] = ts.getLeadingCommentRanges(text, 0) ?? [];
  if (header !== undefined && /^\s*?\n[^\S\n]*\n/.test(text.slice(header.end))) {
    pending.delete(header.pos);
  }

  const claim = (ranges: readonly ts.CommentRange[] | undefined): ts.CommentRange[] =>
    (ranges ?? []).filter((range) => pending.delete(range.pos));

  const lines = (ranges: readonly ts.CommentRange[], from: number, to?: number): string[] => {
    const result: string[] = [];
    let end = from;
    for (const range of ranges) {
      if (isBlank(text.slice(end, range.pos))) result.push('');
      result.push(text.slice(range.pos, range.end));
      end = range.end;
    }
    if (to !== undefined && isBlank(text.slice(end, to))) result.push('');
    return result;
  };

  const trailing = (end: number): ts.CommentRange[] => {
    const ranges = claim(ts.getTrailingCommentRanges(text, end));
    const comma = /^\s*,/.exec(text.slice(end, end + 80));
    if (comma !== null)
      ranges.push(...claim(ts.getTrailingCommentRanges(text, end + comma[0].length)));
    return ranges;
  };

  return {
    take(node) {
      const from = node.getFullStart();
      const before = ts.getTrailingCommentRanges(text, from)?.at(-1)?.end ?? from;
      const lead = claim(ts.getLeadingCommentRanges(text, from));
      return {
        lead: lines(lead, from === 0 ? 0 : before, node.getStart(source)),
        trail: trailing(node.end).map((range) => text.slice(range.pos, range.end)),
      };
    },
    takeOpening: (open) => lines(claim(ts.getTrailingCommentRanges(text, open)), open),
    takeTail: (end) => {
      const from = ts.getTrailingCommentRanges(text, end)?.at(-1)?.end ?? end;
      return lines(claim(ts.getLeadingCommentRanges(text, end)), from);
    },
    takeAll(start, end) {
      for (const at of pending.keys()) if (at >= start && at < end) pending.delete(at);
    },
    unclaimed: () => pending.keys().next().value,
  };
}
