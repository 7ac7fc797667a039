import type { Binding } from '../../specialise/syntax/binding.ts';
import { nameOf } from '../../specialise/syntax/create.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../../specialise/syntax/map.ts';
import { COMPOUND_ASSIGNMENTS, isLogicalAssignment } from '../../specialise/syntax/operators.ts';
import type { SourceText } from '../../specialise/syntax/text.ts';
import type {
  Assign,
  Body,
  Conditional,
  Expression,
  FunctionDeclaration,
  Statement,
  VariableStatement,
} from '../../specialise/syntax/tree.ts';
import { visitExpression } from '../../specialise/syntax/visit.ts';
import { assignedIn, leaves } from './assigned.ts';
import { comparisonsIn, type Comparison } from './conditions.ts';

/** A function whose variables have been split, and what is known of the parts. */
export interface Prepared {
  readonly node: FunctionDeclaration;
  /** How a variable compares with other values as long as it keeps the value that it begins with. */
  readonly comparisons: ReadonlyMap<Binding, readonly Comparison[]>;
  /** The variable of which each part is one. */
  readonly wholes: ReadonlyMap<Binding, Binding>;
}

const NO_POSITION = { file: '', line: 0, column: 0 };

/**
 * Gives a variable a new name where something new is known of its value: after an assignment at the
 * top of the function, where a condition has been tested, and after an `if` that leaves. So each name
 * has one kind, and `alignment` is a multiple of 16 after `if (alignment <= 8) return`. The copies cost
 * nothing, because binaryen lets them share a local.
 */
export function withVersions(node: FunctionDeclaration): Prepared {
  const comparisons = new Map<Binding, readonly Comparison[]>();
  const wholes = new Map<Binding, Binding>();
  const locals = new Set<Binding>();
  const types = new Map<Binding, SourceText | undefined>();
  for (const { binding, type } of node.parameters) {
    types.set(binding, type);
    if (!binding.shared) locals.add(binding);
  }

  const conditions = conditionsIn(node);
  const version = (of: Binding): Binding => {
    const next = { ...of };
    locals.add(next);
    wholes.set(next, wholes.get(of) ?? of);
    types.set(next, types.get(of));
    return next;
  };
  const declare = (binding: Binding, init: Expression): VariableStatement => ({
    kind: 'variable',
    keyword: 'let',
    binding,
    type: types.get(binding),
    init,
    definite: false,
    lead: [],
    trail: [],
  });
  const renaming = (from: Binding, to: Binding): Mapping => {
    const by: Mapping = {
      expression: (each) => mapExpression(each, by),
      body: (each) => mapBody(each, (statement) => [mapStatement(statement, by)]),
      binding: (each) => (each === from ? to : each),
    };
    return by;
  };
  const renamed = (
    statements: readonly Statement[],
    from: Binding,
    to: Binding,
  ): readonly Statement[] => {
    const by = renaming(from, to);
    return statements.map((statement) => mapStatement(statement, by));
  };

  /** The statements with copies of the variables that a condition says something about. */
  const refined = (
    statements: readonly Statement[],
    found: readonly Comparison[],
    isLast: boolean,
  ): readonly Statement[] => {
    let result = statements;
    const copies: Statement[] = [];
    for (const binding of new Set(found.map((each) => each.binding))) {
      if (!locals.has(binding)) continue;
      const copy = version(binding);
      // An assignment to the copy would be lost after these statements: it serves up to the first.
      const at = isLast ? -1 : result.findIndex((each) => assignedIn([each]).has(binding));
      const first = result[at];
      const assignment = first === undefined ? undefined : wholeAssignment(first);
      const isWhole = first !== undefined && assignment?.binding === binding;
      if (at === 0 && !isWhole) continue;
      comparisons.set(
        copy,
        found.filter((each) => each.binding === binding),
      );
      copies.push(declare(copy, nameOf(binding, NO_POSITION)));
      if (first === undefined) {
        result = renamed(result, binding, copy);
        continue;
      }
      const value = isWhole
        ? mapExpression({ kind: 'group', operand: assignment.value }, renaming(binding, copy))
        : undefined;
      result = [
        ...renamed(result.slice(0, at), binding, copy),
        value === undefined ? first : assigning(first, binding, value),
        ...result.slice(at + 1),
      ];
    }
    return [...copies, ...result];
  };

  /** @param isLast the function ends where the statements end */
  const split = (statements: readonly Statement[], isLast: boolean): readonly Statement[] => {
    const [first, ...others] = statements;
    if (first === undefined) return [];
    if (first.kind === 'variable') {
      types.set(first.binding, first.type);
      if (!first.binding.shared) locals.add(first.binding);
    }
    if (first.kind === 'if') {
      const { condition } = first;
      const branch = (body: Body, holds: boolean): Body => ({
        ...body,
        statements: split(refined(body.statements, comparisonsIn(condition, holds), false), false),
      });
      const after =
        first.else === undefined && leaves(first.then)
          ? refined(others, comparisonsIn(condition, false), isLast)
          : others;
      return [
        { ...first, then: branch(first.then, true), else: first.else && branch(first.else, false) },
        ...split(after, isLast),
      ];
    }
    if (first.kind === 'while') {
      const inside = refined(first.body.statements, comparisonsIn(first.condition, true), false);
      const body = { ...first.body, statements: split(inside, false) };
      return [{ ...first, body }, ...split(others, isLast)];
    }
    const guard = guardOf(first, conditions);
    if (guard !== undefined) {
      const after = refined(others, comparisonsIn(guard, true), isLast);
      return [first, ...split(after, isLast)];
    }
    const assigned = isLast ? wholeAssignment(first) : undefined;
    if (assigned !== undefined && locals.has(assigned.binding)) {
      const next = version(assigned.binding);
      return [
        declare(next, assigned.value),
        ...split(renamed(others, assigned.binding, next), isLast),
      ];
    }
    const inner: Mapping = {
      expression: (each) => each,
      body: (body) => ({ ...body, statements: split(body.statements, false) }),
    };
    return [mapStatement(first, inner), ...split(others, isLast)];
  };
  const body = { ...node.body, statements: split(node.body.statements, true) };
  return { node: { ...node, body }, comparisons, wholes };
}

/** The condition that holds after an array was made: `new Int32Array(buffer, start, condition ? length : -1)`. */
function guardOf(
  node: Statement,
  conditions: ReadonlyMap<Binding, Expression>,
): Expression | undefined {
  const length = checkedLength(node.kind === 'variable' ? node.init : assignedValue(node));
  if (length === undefined) return undefined;
  const { condition, whenFalse } = length;
  const isMinus = whenFalse.kind === 'unary' && whenFalse.operator === '-';
  if (!isMinus || whenFalse.operand.kind !== 'number') return undefined;
  return condition.kind === 'name' ? conditions.get(condition.binding) : condition;
}

/** What the constants of a function are declared as, if no local variable in it changes. */
function conditionsIn({ body }: FunctionDeclaration): ReadonlyMap<Binding, Expression> {
  const assigned = assignedIn(body.statements);
  const conditions = new Map<Binding, Expression>();
  for (const node of body.statements) {
    if (node.kind !== 'variable' || node.keyword !== 'const' || node.init === undefined) continue;
    let isSteady = true;
    visitExpression(node.init, {
      expression: (each) => {
        if (each.kind === 'name' && !each.binding.topLevel)
          isSteady &&= !assigned.has(each.binding);
      },
    });
    if (isSteady) conditions.set(node.binding, node.init);
  }
  return conditions;
}

/** The length `condition ? length : -1` of an array, or of one that this array takes the buffer of. */
function checkedLength(value: Expression | undefined): Conditional | undefined {
  if (value?.kind === 'property') return checkedLength(value.object);
  if (value?.kind !== 'new') return undefined;
  const [buffer, , length] = value.args;
  return length?.kind === 'conditional' ? length : checkedLength(buffer);
}

function assignedValue(node: Statement): Expression | undefined {
  const isAssignment = node.kind === 'expression' && node.expression.kind === 'assign';
  return isAssignment ? (node.expression as Assign).value : undefined;
}

/** The statement with another assignment. */
function assigning(node: Statement, binding: Binding, value: Expression): Statement {
  if (node.kind !== 'expression') return node;
  const target = nameOf(binding, NO_POSITION);
  return { ...node, expression: { kind: 'assign', operator: '=', target, value } };
}

/** The variable and the value of a statement that only assigns. */
function wholeAssignment(
  node: Statement,
): { readonly binding: Binding; readonly value: Expression } | undefined {
  if (node.kind !== 'expression' || node.expression.kind !== 'assign') return undefined;
  const { target, operator, value } = node.expression;
  if (target.kind !== 'name' || isLogicalAssignment(operator)) return undefined;
  const { binding } = target;
  if (operator === '=') return { binding, value };
  const sum = {
    kind: 'binary',
    operator: COMPOUND_ASSIGNMENTS[operator],
    left: target,
    right: value,
  };
  return { binding, value: sum as Expression };
}
