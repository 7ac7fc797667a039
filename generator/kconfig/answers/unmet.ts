import type { Evaluation } from '../evaluation/evaluation.ts';
import { not } from '../tree/expression/expression.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition, type Position } from '../diagnostics/position.ts';
import type { ConfigSymbol, Expression, MenuNode } from '../tree/model/model.ts';
import type { Tristate } from '../values/tristate.ts';

/** What keeps a condition from holding. */
export type Unmet = UnmetLeaf | UnmetGroup;

/** One part of a condition, as small as it can be named. */
export interface UnmetLeaf {
  readonly kind: 'leaf';
  /** The part as written: `A`, `!B`, `C = 4`. */
  readonly expression: Expression;
  readonly position: Position;
}

/** Parts of which all have to hold, or any one. At least two, none of them of the same kind. */
export interface UnmetGroup {
  readonly kind: 'all' | 'any';
  readonly parts: readonly Unmet[];
}

/** What keeps a condition below `needed`; undefined if nothing does. */
export function unmetParts(
  evaluation: Evaluation,
  expression: Expression,
  position: Position,
  needed: Tristate,
): Unmet | undefined {
  if (evaluation.evaluate(expression) >= needed) return undefined;
  const ofEach = (operands: readonly Expression[]): (Unmet | undefined)[] =>
    operands.map((operand) => unmetParts(evaluation, operand, position, needed));
  switch (expression.kind) {
    case 'and':
      return group('all', ofEach(expression.operands));
    case 'or':
      return group('any', ofEach(expression.operands));
    case 'not': {
      const { operand } = expression;
      switch (operand.kind) {
        case 'not':
          return unmetParts(evaluation, operand.operand, position, needed);
        case 'and':
          return group('any', ofEach(operand.operands.map(not)));
        case 'or':
          return group('all', ofEach(operand.operands.map(not)));
        default:
          return { kind: 'leaf', expression, position: operand.position ?? position };
      }
    }
    default:
      return { kind: 'leaf', expression, position: expression.position ?? position };
  }
}

/** What keeps the prompts of a symbol less visible than `needed`; any one of them would do. */
export function unmetForPrompts(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  needed: Tristate,
): Unmet | undefined {
  const nodes = symbol.nodes.filter(({ prompt }) => prompt);
  return group(
    'any',
    nodes.map((node) => unmetForPrompt(evaluation, node, needed)),
  );
}

/** Its own condition, its `depends on`, and those of everything that encloses the definition. */
function unmetForPrompt(
  evaluation: Evaluation,
  node: MenuNode,
  needed: Tristate,
): Unmet | undefined {
  const parts: (Unmet | undefined)[] = [];
  const add = (expression: Expression | undefined, position: Position): void => {
    if (expression) parts.push(unmetParts(evaluation, expression, position, needed));
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
  return group('all', parts);
}

/** Joins parts, each once; one alone stays as it is. Of alternatives those that can hold are enough. */
function group(
  kind: UnmetGroup['kind'],
  operands: readonly (Unmet | undefined)[],
): Unmet | undefined {
  const flat = operands.flatMap((operand) =>
    operand === undefined ? [] : isGroup(operand) && operand.kind === kind ? operand.parts : [operand],
  );
  const unique = [...new Map(flat.map((part) => [keyOf(part), part])).values()];
  const possible = kind === 'any' ? unique.filter((part) => !isImpossible(part)) : unique;
  const parts = possible.length > 0 ? possible : unique;
  return parts.length > 1 ? { kind, parts } : parts[0];
}

function isGroup(part: Unmet): part is UnmetGroup {
  return part.kind !== 'leaf';
}

/** Whether it hangs on a constant, so that no configuration lets it hold. */
function isImpossible(part: Unmet): boolean {
  if (part.kind === 'leaf') {
    const { expression } = part;
    return expression.kind === 'symbol' && expression.symbol.isConstant;
  }
  return part.kind === 'all' ? part.parts.some(isImpossible) : part.parts.every(isImpossible);
}

function keyOf(part: Unmet): string {
  if (part.kind !== 'leaf') return `${part.kind}(${part.parts.map(keyOf).join(',')})`;
  return `${formatExpression(part.expression)} ${formatPosition(part.position)}`;
}
