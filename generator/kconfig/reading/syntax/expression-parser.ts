import { excerpt } from '../../diagnostics/legible.ts';
import { KconfigLimitError, KconfigSyntaxError } from '../../diagnostics/errors.ts';
import { MAX_EXPRESSION_NESTING } from '../../diagnostics/limits.ts';
import { OPERATORS, type CompareOperator } from '../../values/comparison.ts';
import type { ExpressionNode, SymbolReference } from './ast.ts';
import type { Lexer, TokenKind } from './lexer.ts';

const COMPARE_OPERATORS: ReadonlySet<TokenKind> = new Set(OPERATORS);

/**
 * Parses a condition from the current token on and leaves the first token after it current.
 * `!` binds tightest, then comparisons (of two symbols, never of conditions), `&&`, `||`.
 */
export function parseExpression(lexer: Lexer, nesting = 0): ExpressionNode {
  const first = parseAnd(lexer, nesting);
  if (!lexer.is('||')) return first;
  const operands = [first];
  while (lexer.is('||')) {
    lexer.next();
    operands.push(parseAnd(lexer, nesting));
  }
  return { kind: 'or', operands };
}

/** Parses `if EXPRESSION` if it is at the current token. */
export function parseIfExpression(lexer: Lexer): ExpressionNode | undefined {
  if (!lexer.is('if')) return undefined;
  lexer.next();
  return parseExpression(lexer);
}

function parseAnd(lexer: Lexer, nesting: number): ExpressionNode {
  const first = parseUnary(lexer, nesting);
  if (!lexer.is('&&')) return first;
  const operands = [first];
  while (lexer.is('&&')) {
    lexer.next();
    operands.push(parseUnary(lexer, nesting));
  }
  return { kind: 'and', operands };
}

function parseUnary(lexer: Lexer, nesting: number): ExpressionNode {
  if (nesting > MAX_EXPRESSION_NESTING) {
    throw new KconfigLimitError(
      lexer.position(),
      `an expression nests more than ${MAX_EXPRESSION_NESTING} deep`,
    );
  }
  if (lexer.is('!')) {
    lexer.next();
    return { kind: 'not', operand: parseUnary(lexer, nesting + 1) };
  }
  if (lexer.is('(')) {
    lexer.next();
    const inner = parseExpression(lexer, nesting + 1);
    if (!lexer.is(')')) throw unexpected(lexer, "')'");
    lexer.next();
    return inner;
  }
  const left = parseReference(lexer, 'a symbol');
  if (!COMPARE_OPERATORS.has(lexer.kind)) return left;
  const operator = lexer.kind as CompareOperator;
  lexer.next();
  return { kind: 'compare', operator, left, right: parseReference(lexer, 'a symbol or value') };
}

/** A symbol or constant at the current token. */
export function parseReference(lexer: Lexer, expected: string): SymbolReference {
  if (!lexer.is('word') && !lexer.is('string')) throw unexpected(lexer, expected);
  const reference: SymbolReference = {
    kind: 'symbol',
    name: lexer.text,
    quoted: lexer.is('string'),
    position: lexer.position(),
  };
  lexer.next();
  return reference;
}

/** A reference that became nothing, with what gives it a value if it calls a function. */
function cameOutEmpty(reference: string, lexer: Lexer): string {
  const text = `'${excerpt(reference)}' before it came out empty`;
  const [, name] = /^\$\(([\w-]+),/.exec(reference) ?? [];
  if (name === undefined) return text;
  if (lexer.hasFunction(name)) return `${text}: the function '${name}' gave an empty text: let it give a value, such as y or n`;
  return `${text}: if the build system has the function '${name}', give what it returns with --function ${name}=VALUE`;
}

/** The syntax error that names the current token and what was expected. */
export function unexpected(lexer: Lexer, expected: string): KconfigSyntaxError {
  const found = lexer.is('end of line') ? 'the end of the line' : `'${lexer.offendingText()}'`;
  const { vanished } = lexer;
  const reason = vanished === undefined ? '' : `; ${cameOutEmpty(vanished, lexer)}`;
  return new KconfigSyntaxError(lexer.position(), `expected ${expected}, found ${found}${reason}`);
}
