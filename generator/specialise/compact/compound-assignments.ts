import {
  COMPOUND_ASSIGNMENTS,
  type BinaryOperator,
  type CompoundAssignment,
} from '../syntax/operators.ts';
import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Assign, Binary } from '../syntax/tree.ts';
import { withoutCasts } from '../analyse/interference.ts';
import type { Rewriting } from '../rewrite.ts';

/** The assignment that applies each operator. */
const ASSIGNMENTS = new Map<BinaryOperator, CompoundAssignment>(
  (Object.keys(COMPOUND_ASSIGNMENTS) as CompoundAssignment[]).map((assignment) => [
    COMPOUND_ASSIGNMENTS[assignment],
    assignment,
  ]),
);

/** Operators that are commutative for numbers. */
const COMMUTATIVE: ReadonlySet<BinaryOperator> = new Set(['+', '*', '&', '|', '^']);

/** `y * x` as `x * y` for an assignment to x, if evaluating y does not change x. */
function targetFirst(value: Binary, target: Binding, fold: ConstantFolder): Binary {
  const right = withoutCasts(value.right);
  if (!COMMUTATIVE.has(value.operator) || right.kind !== 'name' || right.binding !== target)
    return value;
  const left = effectsOf(value.left, fold);
  const areNumbers =
    isNumeric(valueTypeOf(value.left, fold.facts)) && isNumeric(valueTypeOf(right, fold.facts));
  if (!areNumbers || left.opaque || left.writes.has(target)) return value;
  return { ...value, left: value.right, right: value.left };
}

function shorter(node: Assign, fold: ConstantFolder): Assign {
  const { target } = node;
  const written = withoutCasts(node.value);
  if (node.operator !== '=' || target.kind !== 'name' || written.kind !== 'binary') return node;
  const value = targetFirst(written, target.binding, fold);
  const operator = ASSIGNMENTS.get(value.operator);
  const left = withoutCasts(value.left);
  if (operator === undefined || left.kind !== 'name' || left.binding !== target.binding)
    return node;
  return { ...node, operator, value: value.right };
}

/** Rewrites `x = x + y` to `x += y`. Such assignments come from inlined accessors. */
export function compoundAssignments(fold: ConstantFolder): Rewriting {
  return { expression: (node) => (node.kind === 'assign' ? shorter(node, fold) : node) };
}
