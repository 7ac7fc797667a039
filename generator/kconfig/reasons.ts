import type { Evaluation, Tristate } from './evaluate/evaluation.ts';
import type { Expression } from './expression/expression.ts';
import { formatExpression } from './expression/print.ts';
import { formatPosition, type Position } from './position.ts';
import type { MenuNode } from './tree/menu.ts';
import type { ConfigSymbol } from './tree/symbol.ts';

/** One part of a condition that keeps it from holding, as small as it can be named. */
export interface FalseLeaf {
  /** The part as written: `A`, `!B`, `C = 4`. */
  readonly expression: Expression;
  readonly position: Position;
  /** What it evaluates to. */
  readonly value: Tristate;
}

/**
 * The parts that hold a condition below `needed`: of `&&` each operand that does, of `||` all of
 * them, since any one would do.
 */
export function falseLeaves(
  evaluation: Evaluation,
  expression: Expression,
  position: Position,
  needed: Tristate,
): FalseLeaf[] {
  const value = evaluation.evaluate(expression);
  if (value >= needed) return [];
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.flatMap((operand) =>
        falseLeaves(evaluation, operand, position, needed),
      );
    case 'not': {
      const { operand } = expression;
      if (operand.kind === 'not') {
        return falseLeaves(evaluation, operand.operand, position, needed);
      }
      return [{ expression, position: positionOf(operand) ?? position, value }];
    }
    default:
      return [{ expression, position: positionOf(expression) ?? position, value }];
  }
}

function positionOf(expression: Expression): Position | undefined {
  return expression.kind === 'symbol' || expression.kind === 'compare'
    ? expression.position
    : undefined;
}

/**
 * What keeps a definition's prompt from being visible: its own condition, its `depends on`, and
 * those of everything that encloses it.
 */
export function missingForPrompt(
  evaluation: Evaluation,
  node: MenuNode,
  needed: Tristate,
): FalseLeaf[] {
  const leaves: FalseLeaf[] = [];
  const add = (expression: Expression | undefined, position: Position): void => {
    if (expression) leaves.push(...falseLeaves(evaluation, expression, position, needed));
  };
  add(node.prompt?.written, node.prompt?.position ?? node.position);
  for (let at: MenuNode | undefined = node; at; at = at.container) {
    for (const { expression, position } of at.conditions) add(expression, position);
    if (at === node) continue;
    if (at.kind === 'choice') {
      if (evaluation.tristate(at.symbol!) < needed) add(at.prompt?.written, at.position);
    } else {
      add(at.visibility, at.position);
    }
  }
  return leaves;
}

/** Says in words why no prompt of a symbol is visible enough. */
export function explainInvisible(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  needed: Tristate = 1,
): string {
  const nodes = symbol.nodes.filter((node) => node.prompt);
  if (nodes.length === 0) return 'it has no prompt, so only default, select and imply set it';
  const leaves = nodes.flatMap((node) => missingForPrompt(evaluation, node, needed));
  const texts = leaves.map(({ expression, position }) => {
    const text = formatExpression(expression, (input) => evaluation.text(input));
    return `${text} (${formatPosition(position)})`;
  });
  const unique = [...new Set(texts)];
  return unique.length === 0
    ? 'its prompt is not visible'
    : `it needs ${unique.join(', ')}, which ${unique.length === 1 ? 'does' : 'do'} not hold`;
}
