import type { SourceText } from '../syntax/text.ts';
import type { Body } from '../syntax/tree.ts';
import type { Names } from './names.ts';

/** What all printing functions share. */
export interface Printer {
  readonly names: Names;
  /** TypeScript, rather than JavaScript. */
  readonly types: boolean;
  /** Prints a body in braces, so that `expression.ts` does not import `statement.ts`. */
  readonly block: (body: Body, indent: string) => string;
}

const STEP = '  ';

/** The next level of indentation. */
export function deeper(indent: string): string {
  return indent + STEP;
}

/** A type or type declaration with its names filled in. */
export function printText(text: SourceText, { names }: Printer): string {
  return text.parts
    .map((part) => (typeof part === 'string' ? part : (names.get(part) ?? part.name)))
    .join('');
}

/** `: T` if types are printed. */
export function printType(type: SourceText | undefined, printer: Printer, before = ': '): string {
  return type === undefined || !printer.types ? '' : `${before}${printText(type, printer)}`;
}

/** `<T, U>` if types are printed. */
export function printTypeList(list: SourceText | undefined, printer: Printer): string {
  return list === undefined || !printer.types ? '' : `<${printText(list, printer)}>`;
}

/** A comment with its lines aligned to `indent`. */
export function printComment(comment: string, indent: string): string {
  const [first = '', ...others] = comment.split('\n');
  const isStarred = others.length > 0 && others.every((line) => line.trimStart().startsWith('*'));
  const rest = isStarred ? others.map((line) => `${indent} ${line.trim()}`) : others;
  return [first, ...rest].join('\n');
}

/** The comment lines before a node, with at most one blank line in a row and none at the top. */
export function printLead(lead: readonly string[], indent: string, isFirst: boolean): string {
  return lead
    .map((comment, i) => {
      if (comment !== '') return `${indent}${printComment(comment, indent)}\n`;
      const isDouble = i > 0 && lead[i - 1] === '';
      const isTop = isFirst && lead.slice(0, i).every((before) => before === '');
      return isDouble || isTop ? '' : '\n';
    })
    .join('');
}

/** The comments after a node on its last line. */
export function printTrail(trail: readonly string[]): string {
  return trail.map((comment) => ` ${comment}`).join('');
}
