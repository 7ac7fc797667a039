import type { Binding } from '../../specialise/syntax/binding.ts';
import {
  COMPOUND_ASSIGNMENTS,
  isLogicalAssignment,
  type BinaryOperator,
} from '../../specialise/syntax/operators.ts';
import type { Assign, Expression, Target, Update } from '../../specialise/syntax/tree.ts';
import { visitExpression } from '../../specialise/syntax/visit.ts';
import { NoLowering } from '../errors.ts';
import { arithmetic } from '../kinds/arithmetic.ts';
import { constantOf, integer, NUMBER, type Kind } from '../kinds/kind.ts';
import { bare, elementOf } from '../kinds/kind-of.ts';
import { addressOf, load, store, twice } from './access.ts';
import { exactResult, lowResult, operandOf, scaledResult, type Operand } from './arithmetic.ts';
import { constant, converted, lowered } from './convert.ts';
import type { Emitter, Place, Ref } from './emitter.ts';
import { readPlace, rescaled, scaleOf, teePlace, writePlace } from './places.ts';
import { representationOf } from './representation.ts';
import { assignView } from './views.ts';

/** A value in the representation that a place has. */
export function forPlace(emit: Emitter, place: Place, operand: Operand): Ref {
  const type = representationOf(operand.kind);
  const scale = scaleOf(place);
  if (scale > 0) return operand.kind.is === 'never' ? operand.exact() : operand.scaled(scale);
  if (place.type === 'i32') return type === 'i32' ? operand.exact() : operand.low();
  if (operand.kind.is === 'never') return emit.m.block(null, [operand.exact()], emit.binaryen.auto);
  // What is added to again and again is taken to stay an integer within its bounds; see kinds/infer.ts.
  if (place.type === 'i64' && type === 'f64') return emit.m.i64.trunc_s_sat.f64(operand.exact());
  return converted(emit, operand.exact(), operand.kind, place.type);
}

/** The variable that a target is; undefined for an element of an array. */
function variableOf(emit: Emitter, target: Target): Binding | undefined {
  const node = bare(target);
  if (node.kind === 'name') return node.binding;
  if (node.kind !== 'property') return undefined;
  const object = bare(node.object);
  if (object.kind !== 'name') return undefined;
  return emit.known.unit.objects.get(object.binding)?.get(node.name);
}

/** What is assigned: the value, or what an operator makes of the old one. */
function assigned(emit: Emitter, node: Assign | Update, old: Operand): Operand {
  if (node.kind === 'assign' && node.operator === '=') return operandOf(emit, node.value);
  const operator: BinaryOperator =
    node.kind === 'update'
      ? (node.operator[0] as '+' | '-')
      : COMPOUND_ASSIGNMENTS[node.operator as '+='];
  const by: Operand = node.kind === 'update' ? one(emit) : operandOf(emit, (node as Assign).value);
  const kind = arithmetic(operator, old.kind, by.kind) ?? NUMBER;
  return {
    kind,
    exact: () => exactResult(emit, operator, old, by),
    low: () => lowResult(emit, operator, old, by),
    scaled: (shift) => scaledResult(emit, operator, old, by, shift),
    effect: () => by.effect(),
  };
}

function one(emit: Emitter): Operand {
  const { m } = emit;
  return {
    kind: integer(1, 1),
    exact: () => m.i32.const(1),
    low: () => m.i32.const(1),
    scaled: (shift) => m.i32.const(1 << shift),
    effect: () => undefined,
    fixed: 1,
  };
}

/** The old value of a variable or element. */
function oldValue(emit: Emitter, kind: Kind, read: () => Ref): Operand {
  const { m } = emit;
  const low = (): Ref => lowered(emit, read(), kind);
  return {
    kind,
    exact: read,
    low,
    scaled: (shift) => (shift === 0 ? low() : m.i32.shl(low(), m.i32.const(shift))),
    effect: () => undefined,
  };
}

/** What is wanted of an assignment: its value, the value modulo 2^32, or only that it happens. */
export type Wanted = 'exact' | 'low' | 'nothing';

/** @param wantedScale log2 of what the value is wanted times, for a variable that is kept so */
export function emitAssign(
  emit: Emitter,
  node: Assign | Update,
  wanted: Wanted,
  wantedScale = 0,
): Ref {
  if (node.kind === 'assign' && isLogicalAssignment(node.operator))
    throw new NoLowering(`the operator ${node.operator}`);
  if (node.kind === 'update' && !node.prefix && wanted !== 'nothing')
    throw new NoLowering('the old value of a counter');
  const variable = variableOf(emit, node.target);
  if (variable !== undefined) return toVariable(emit, node, variable, wanted, wantedScale);
  return toElement(emit, node, wanted);
}

function toVariable(
  emit: Emitter,
  node: Assign | Update,
  variable: Binding,
  wanted: Wanted,
  wantedScale: number,
): Ref {
  if (node.kind === 'assign' && emit.kind(node.value).is === 'view') {
    if (wanted !== 'nothing') throw new NoLowering('an array as a value');
    return assignView(emit, variable, node.value);
  }
  const kind = emit.known.kind(variable);
  const known = constantOf(kind);
  const place = emit.place(variable);
  const scale = scaleOf(place);
  const old: Operand =
    scale > 0
      ? scaledValue(emit, kind, scale, () => readPlace(emit, place))
      : place.type !== representationOf(kind)
        ? lowOnly(emit, kind, () => readPlace(emit, place))
        : oldValue(emit, kind, () => readPlace(emit, place));
  const value = assigned(emit, node, old);
  if (wanted === 'nothing') return writePlace(emit, place, forPlace(emit, place, value));
  if (scale > 0)
    return rescaled(emit, teePlace(emit, place, forPlace(emit, place, value)), scale, wantedScale);
  if (wanted === 'low') {
    const written = teePlace(emit, place, forPlace(emit, place, value));
    return place.type === 'i32' ? written : lowered(emit, written, kind);
  }
  if (known !== undefined)
    return emit.m.block(
      null,
      [
        writePlace(emit, place, forPlace(emit, place, value)),
        constant(emit, known, representationOf(value.kind)),
      ],
      emit.binaryen.auto,
    );
  const type = representationOf(value.kind);
  if (place.type === type) return teePlace(emit, place, forPlace(emit, place, value));
  // The variable is wider than the value.
  const local = emit.temporary(type);
  const { m, binaryen } = emit;
  const again: Operand = oldValue(emit, value.kind, () => m.local.get(local, binaryen[type]));
  return m.block(
    null,
    [
      m.local.set(local, value.exact()),
      writePlace(emit, place, forPlace(emit, place, again)),
      again.exact(),
    ],
    binaryen[type],
  );
}

/** The old value of a variable that is kept times 2^scale. */
function scaledValue(emit: Emitter, kind: Kind, scale: number, read: () => Ref): Operand {
  const scaled = (shift: number): Ref => rescaled(emit, read(), scale, shift);
  return {
    kind,
    exact: () => scaled(0),
    low: () => scaled(0),
    scaled,
    effect: () => undefined,
    natural: 'scaled',
  };
}

/** A variable of which only the lower 32 bits are kept. */
export function lowOnly(emit: Emitter, kind: Kind, read: () => Ref): Operand {
  const { m } = emit;
  return {
    kind,
    exact: () => {
      throw new Error('the upper bits of a variable are needed that nobody asked for');
    },
    low: read,
    scaled: (shift) => (shift === 0 ? read() : m.i32.shl(read(), m.i32.const(shift))),
    effect: () => undefined,
  };
}

/**
 * `a[i] = b[j] = value` as one assignment after the other, if neither the value nor an index of an outer
 * one can change on the way.
 */
function toElements(emit: Emitter, node: Assign): Ref | undefined {
  const inner = bare(node.value);
  if (inner.kind !== 'assign' || inner.operator !== '=') return undefined;
  const target = bare(node.target);
  const isElement = target.kind === 'element' && bare(inner.target).kind === 'element';
  if (!isElement || !isSteady(target.index)) return undefined;
  let value = bare(inner.value);
  while (value.kind === 'assign' && value.operator === '=') value = bare(value.value);
  if (value.kind !== 'number' && (value.kind !== 'name' || value.binding.topLevel))
    return undefined;
  return emit.m.block(null, [emit.effect(inner), emit.effect({ ...node, value })]);
}

/** True if no store changes a value. */
function isSteady(node: Expression): boolean {
  let steady = true;
  visitExpression(node, {
    expression: ({ kind }) => {
      if (!['name', 'number', 'binary', 'unary', 'cast', 'group'].includes(kind)) steady = false;
    },
  });
  return steady;
}

function toElement(emit: Emitter, node: Assign | Update, wanted: Wanted): Ref {
  const { m, binaryen } = emit;
  if (wanted === 'nothing' && node.kind === 'assign' && node.operator === '=') {
    const chain = toElements(emit, node);
    if (chain !== undefined) return chain;
  }
  const target = bare(node.target);
  if (target.kind !== 'element') throw new NoLowering('an assignment to a property');
  const element = elementOf(target.object, emit.known);
  const address = addressOf(emit, target.object, target.index);
  const isPlain = node.kind === 'assign' && node.operator === '=';
  const [first, second] = isPlain ? [address, address] : twice(emit, address);
  const kind = emit.kind(target);
  // The address is computed where it is first needed: by the store.
  const old = oldValue(emit, kind, () => load(emit, element, second));
  const value = assigned(emit, node, old);
  if (element.isFloat) {
    if (wanted !== 'nothing') throw new NoLowering('the value of an assignment to a double');
    return store(emit, element, first, converted(emit, value.exact(), value.kind, 'f64'));
  }
  if (wanted === 'nothing') return store(emit, element, first, value.low());
  const type = wanted === 'low' ? 'i32' : representationOf(value.kind);
  const fixed = constantOf(value.kind);
  if (fixed !== undefined)
    return m.block(
      null,
      [store(emit, element, first, value.low()), constant(emit, fixed, type)],
      binaryen[type],
    );
  const local = emit.temporary(type);
  const get = (): Ref => m.local.get(local, binaryen[type]);
  const tee = m.local.tee(local, wanted === 'low' ? value.low() : value.exact(), binaryen[type]);
  const stored = wanted === 'low' ? tee : lowered(emit, tee, value.kind);
  return m.block(null, [store(emit, element, first, stored), get()], binaryen[type]);
}
