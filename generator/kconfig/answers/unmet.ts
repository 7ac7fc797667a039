import type { Evaluation } from '../evaluation/evaluation.ts';
import { mentions, not, symbolExpression } from '../tree/expression/expression.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { formatPosition, type Position } from '../diagnostics/position.ts';
import type { ConfigSymbol, Expression, MenuNode, Property } from '../tree/model/model.ts';
import { MOD, NO, YES, type Tristate } from '../values/tristate.ts';

/** What keeps a condition from holding. */
export type Unmet = UnmetLeaf | UnmetGroup;

/** One part of a condition, as small as it can be named. */
export interface UnmetLeaf {
  readonly kind: 'leaf';
  /** The part as written: `A`, `!B`, `C = 4`. */
  readonly expression: Expression;
  readonly position: Position;
  /** What is needed as well and excludes this part, so that they never hold together. */
  readonly contradiction?: UnmetLeaf;
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
  const needsModules = !hasModules(evaluation) && mentions(expression, evaluation.tree.mod);
  if (!needsModules && evaluation.evaluate(expression) >= needed) return undefined;
  const ofEach = (operands: readonly Expression[]): (Unmet | undefined)[] =>
    operands.map((operand) => unmetParts(evaluation, operand, position, needed));
  switch (expression.kind) {
    case 'and':
      return group('all', ofEach(expression.operands));
    case 'or': {
      const parts = ofEach(expression.operands);
      return parts.includes(undefined) ? undefined : group('any', parts);
    }
    case 'symbol':
      return unmetSymbol(evaluation, expression, position, needed);
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

function unmetSymbol(
  { tree }: Evaluation,
  expression: Expression & { kind: 'symbol' },
  position: Position,
  needed: Tristate,
): UnmetLeaf {
  const { position: own = position } = expression;
  // Without modules `m` is n, so MODULES is what is missing.
  const isMod = expression.symbol === tree.mod && needed === MOD && !tree.modules.isConstant;
  const missing = isMod ? symbolExpression(tree.modules, own) : expression;
  return { kind: 'leaf', expression: missing, position: own };
}

function hasModules(evaluation: Evaluation): boolean {
  const { modules } = evaluation.tree;
  evaluation.calculate(modules);
  return evaluation.tristate(modules) !== NO;
}

/** What keeps the prompts of a symbol less visible than `needed`; any one of them would do. */
export function unmetForPrompts(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  needed: Tristate,
): Unmet | undefined {
  const prompts = symbol.nodes.flatMap(({ prompt }) => prompt ?? []);
  return group(
    'any',
    prompts.map((prompt) => unmetForClause(evaluation, prompt, needed)),
  );
}

/** What keeps a clause from holding: its own condition, its `depends on`, and those of all blocks around it. */
export function unmetForClause(
  evaluation: Evaluation,
  clause: Property,
  needed: Tristate,
): Unmet | undefined {
  const required: { readonly expression: Expression; readonly position: Position }[] = [];
  const add = (expression: Expression | undefined, position: Position): void => {
    if (expression) required.push({ expression, position });
  };
  const { node } = clause;
  add(clause.written, clause.position);
  for (let at: MenuNode | undefined = node; at; at = at.container) {
    for (const { expression, position } of at.conditions) add(expression, position);
    if (at === node) continue;
    if (at.kind === 'choice') {
      if (evaluation.tristate(at.symbol!) < needed) add(at.prompt?.written, at.position);
    } else if (clause === node.prompt) {
      add(at.visibility, at.position);
    }
  }
  const parts = required.map(({ expression, position }) =>
    unmetParts(evaluation, expression, position, needed),
  );
  const literals = required.flatMap(({ expression, position }) => literalsOf(expression, position));
  return withContradictions(group('all', parts), new Literals(literals), needed);
}

/** Literals that must all hold, the first of each symbol as it is, and negated. */
class Literals {
  readonly #plain = new Map<ConfigSymbol, UnmetLeaf>();
  readonly #negated = new Map<ConfigSymbol, UnmetLeaf>();

  constructor(literals: readonly UnmetLeaf[]) {
    for (const literal of literals) {
      const symbol = literalSymbol(literal.expression)!;
      const known = literal.expression.kind === 'not' ? this.#negated : this.#plain;
      if (!known.has(symbol)) known.set(symbol, literal);
    }
  }

  /** The literal that excludes this one. */
  opposite(symbol: ConfigSymbol, isNegated: boolean): UnmetLeaf | undefined {
    return (isNegated ? this.#plain : this.#negated).get(symbol);
  }
}

/** The symbols, and negated symbols, that must all hold for an expression to hold. */
function literalsOf(expression: Expression, position: Position): UnmetLeaf[] {
  switch (expression.kind) {
    case 'and':
      return expression.operands.flatMap((operand) => literalsOf(operand, position));
    case 'symbol':
      return [{ kind: 'leaf', expression, position: expression.position ?? position }];
    case 'not': {
      const { operand } = expression;
      if (operand.kind !== 'symbol') return [];
      return [{ kind: 'leaf', expression, position: operand.position ?? position }];
    }
    default:
      return [];
  }
}

/** Marks the parts that another required literal excludes. A tristate at m is both: `X && !X` is m then. */
function withContradictions(
  unmet: Unmet | undefined,
  literals: Literals,
  needed: Tristate,
): Unmet | undefined {
  if (!unmet) return undefined;
  if (isGroup(unmet)) {
    if (unmet.kind === 'any') return unmet;
    return { ...unmet, parts: unmet.parts.map((part) => withContradictions(part, literals, needed)!) };
  }
  const symbol = literalSymbol(unmet.expression);
  if (!symbol || (symbol.type === 'tristate' && needed !== YES)) return unmet;
  const contradiction = literals.opposite(symbol, unmet.expression.kind === 'not');
  return contradiction ? { ...unmet, contradiction } : unmet;
}

function literalSymbol(expression: Expression): ConfigSymbol | undefined {
  if (expression.kind === 'symbol') return expression.symbol;
  const isNegated = expression.kind === 'not' && expression.operand.kind === 'symbol';
  return isNegated ? (expression.operand as Expression & { kind: 'symbol' }).symbol : undefined;
}

/** Joins parts, each once; one alone stays as it is. Of alternatives those that can hold are enough. */
export function group(
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

/** Whether it depends on a constant, so that it holds in no configuration. */
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
