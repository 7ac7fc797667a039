import { alternativesOf, type Alternatives } from './alternatives.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { ConditionError } from '../diagnostics/errors.ts';
import { compareValues } from '../values/numbers.ts';
import { MacroExpander } from '../reading/macro/expander.ts';
import { MacroFunctions } from '../reading/macro/functions.ts';
import { refuseShell } from '../reading/macro/refuse-shell.ts';
import { nearest } from '../../text/suggest.ts';
import { comparisonHolds } from '../values/comparison.ts';
import type { ExpressionNode, SymbolReference } from '../reading/syntax/ast.ts';
import { parseExpression, unexpected } from '../reading/syntax/expression-parser.ts';
import { Lexer } from '../reading/syntax/lexer.ts';
import { isDefined } from '../tree/model/names.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { type SymbolType, isBoolean } from '../values/symbol-type.ts';
import { NO, type TristateLetter, letterOf, tristateOf } from '../values/tristate.ts';

/** A question in the language of `depends on`, put to finished configurations. */
export interface Condition {
  /** n, m or y, as the tree would evaluate it. */
  evaluate(configuration: Pick<ConfigurationValues, 'get'>): TristateLetter;
  /** The sets of values that would make it hold. */
  alternatives(configuration: Pick<ConfigurationValues, 'get'>): Alternatives;
}

/** What messages call the text that they are about. */
const FILE = '<expression>';

/**
 * Parses a Kconfig expression over the symbols of a tree: `A && (B || !C) && N >= 0x400`. Names take
 * no `CONFIG_`; text to compare with is quoted.
 *
 * @throws KconfigSyntaxError when it is not an expression, ConditionError when it names a symbol that the tree
 * does not define, with the nearest that it does.
 */
export function parseCondition(text: string, tree: KconfigTree): Condition {
  const reporter = new Reporter();
  const macros = new MacroExpander(new MacroFunctions(refuseShell, reporter), {});
  const lexer = new Lexer(FILE, text.replaceAll(/[\n\r]/g, ' '), macros, reporter, tree.dialect);
  lexer.next();
  const node = parseExpression(lexer);
  const [problem] = reporter.diagnostics;
  if (problem) throw new ConditionError(`${FILE}: ${problem.message}`);
  if (!lexer.is('end of line')) throw unexpected(lexer, 'an operator or the end');
  check(node, tree);
  return {
    evaluate: (configuration) => letterOf(evaluate(node, configuration, tree.dialect)),
    alternatives: (configuration) => alternativesOf(node, configuration),
  };
}

function check(node: ExpressionNode, tree: KconfigTree): void {
  switch (node.kind) {
    case 'symbol':
      requireSymbol(node, tree);
      return;
    case 'compare':
      // One side may be a value; of two values one was meant to be a symbol.
      if (!isValue(node.left)) requireSymbol(node.left, tree);
      if (!isValue(node.right) || isValue(node.left)) requireSymbol(node.right, tree);
      return;
    case 'not':
      check(node.operand, tree);
      return;
    default:
      for (const operand of node.operands) check(operand, tree);
  }
}

function isValue({ name, quoted }: SymbolReference): boolean {
  return quoted || /^([nmy]|-?\d+|0[xX][0-9a-fA-F]+)$/.test(name);
}

function defines({ names }: KconfigTree, name: string): boolean {
  const symbol = names.get(name);
  return symbol !== undefined && isDefined(symbol);
}

function requireSymbol({ name, quoted, position }: SymbolReference, tree: KconfigTree): void {
  if (defines(tree, name) && !quoted) return;
  if (/^[nmy]$/.test(name)) return;
  const bare = name.slice(tree.prefix.length);
  if (tree.prefix !== '' && name.startsWith(tree.prefix) && defines(tree, bare)) {
    throw new ConditionError(
      `${FILE}:${position.line}: ${name}: a symbol is named without ${tree.prefix} here: write ${bare}`,
    );
  }
  const defined = [...tree.names].filter(([, symbol]) => isDefined(symbol));
  const near = nearest(
    name,
    defined.map(([other]) => other),
  );
  const remedy = near === undefined ? 'put text to compare with in quotes' : `did you mean ${near}?`;
  throw new ConditionError(
    `${FILE}:${position.line}: ${name}: the tree has no such symbol; ${remedy}`,
  );
}

function evaluate(
  node: ExpressionNode,
  configuration: Pick<ConfigurationValues, 'get'>,
  dialect: Dialect,
): number {
  switch (node.kind) {
    case 'symbol': {
      const found = valueOf(node, configuration);
      const isTristate = isBoolean(found) || /^[nmy]$/.test(node.name);
      return isTristate ? tristateOf(found.value as TristateLetter) : NO;
    }
    case 'compare': {
      const left = valueOf(node.left, configuration);
      const right = valueOf(node.right, configuration);
      const order = compareValues(
        left.value,
        left.type,
        right.value,
        right.type,
        dialect.comparesSigned,
      );
      return comparisonHolds(node.operator, order) ? 2 : 0;
    }
    case 'not':
      return 2 - evaluate(node.operand, configuration, dialect);
    case 'and':
      return Math.min(...node.operands.map((operand) => evaluate(operand, configuration, dialect)));
    case 'or':
      return Math.max(...node.operands.map((operand) => evaluate(operand, configuration, dialect)));
  }
}

/** A symbol's value; for a literal, its text. */
function valueOf(
  { name, quoted }: SymbolReference,
  configuration: Pick<ConfigurationValues, 'get'>,
): { readonly type: SymbolType; readonly value: string } {
  const symbol = quoted || /^[nmy]$/.test(name) ? undefined : configuration.get(name);
  return symbol ?? { type: 'unknown', value: name };
}
