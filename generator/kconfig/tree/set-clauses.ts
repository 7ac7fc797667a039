import type { Position } from '../diagnostics/position.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { isValidText } from '../values/numbers.ts';
import { isBoolean, isNumeric } from '../values/symbol-type.ts';
import { draft } from './draft.ts';
import { chain, not, symbolExpression } from './expression/expression.ts';
import type { ConfigSymbol, DefaultProperty, Expression, MenuNode } from './model/model.ts';
import { nameOf } from './model/names.ts';

/** A `set` or `set default` of ESP-IDF, by which a bool gives a number or text its value while it is y. */
export interface SetClause {
  /** The definition of the bool. */
  readonly node: MenuNode;
  /** `set default`. */
  readonly isDefault: boolean;
  readonly target: ConfigSymbol;
  readonly value: ConfigSymbol;
  /** Its own condition. */
  readonly written: Expression | undefined;
  readonly position: Position;
}

/** Joins the condition of a definition with that of one of its clauses. */
export type JoinConditions = (clause: SetClause, outer: Expression, own: Expression | undefined) => Expression;

/**
 * Lets each clause act on its target, when the conditions of all definitions are known: as its first default,
 * before those of `set default`, before its own. While a `set` holds, the prompts of its target are hidden, so
 * that no user counts; a `set default` gives way to the user, and does nothing where the dependencies of its
 * target do not hold.
 */
export function applySets(sets: readonly SetClause[], join: JoinConditions, reporter: Reporter): void {
  const usable = sets.filter((clause) => isUsable(clause, reporter));
  for (const target of new Set(usable.map((clause) => clause.target))) {
    const clauses = usable.filter((clause) => clause.target === target);
    const strong = clauses.filter(({ isDefault }) => !isDefault);
    // An empty text gives way to the defaults of the target.
    const weak = clauses.filter(({ isDefault, value }) => isDefault && value.name !== '');
    const forced = strong.map((clause) => defaultOf(clause, join));
    const given = weak.map((clause) => defaultOf(clause, join, direct(target)));
    const symbol = draft(target);
    symbol.defaults = [...forced, ...given, ...target.defaults];
    symbol.properties = [...forced, ...given, ...target.properties];
    const holds = forced.flatMap(({ condition }) => condition ?? []);
    const [last] = strong;
    if (!last) continue;
    const isFree = not(holds.length === 1 ? holds[0]! : chain('or', holds));
    for (const prompt of target.prompts) {
      draft(prompt).condition = join(last, isFree, prompt.condition);
    }
  }
}

/** What the target itself depends on; undefined for nothing. */
function direct({ directDependencies }: ConfigSymbol): Expression | undefined {
  const [first, ...others] = directDependencies;
  return first && others.length > 0 ? chain('or', [...directDependencies]) : first;
}

function defaultOf(clause: SetClause, join: JoinConditions, limit?: Expression): DefaultProperty {
  const { node, value, written, position } = clause;
  const source = symbolExpression(node.symbol!, position);
  const outer = [source, node.dependency, limit].flatMap((each) => each ?? []);
  return {
    kind: 'default',
    condition: join(clause, outer.length === 1 ? source : chain('and', outer), written),
    value: symbolExpression(value, position),
    node,
    written,
    position,
    place: 0,
  };
}

/** Whether the clause means something; it is reported if not. */
function isUsable({ node, target, value, position }: SetClause, reporter: Reporter): boolean {
  const source = node.symbol!;
  const warn = (code: Parameters<Reporter['warn']>[0], text: string): false => {
    reporter.warn(code, position, `${nameOf(source)}: ${text}`, source.name);
    return false;
  };
  if (source.type !== 'bool') return warn('select-by-wrong-type', 'only bool symbols can set others');
  if (isBoolean(target)) {
    return warn('select-of-wrong-type', `it cannot set ${nameOf(target)}, which is ${target.type}: use select`);
  }
  if (isNumeric(target) && value.name !== undefined && !isValidText(target.type, value.name)) {
    return warn('invalid-number', `${nameOf(target)} is ${target.type} and cannot be '${value.name}'`);
  }
  return true;
}
