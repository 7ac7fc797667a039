import type {
  Conditional,
  Expression,
  Logical,
  PropertyAccess,
} from '../../specialise/syntax/tree.ts';
import { childrenOf, visitExpression } from '../../specialise/syntax/visit.ts';
import { NoLowering } from '../errors.ts';
import { asNumber, constantOf, isInteger, within, type Kind } from '../kinds/kind.ts';
import { bare, elementOf, truthOf } from '../kinds/kind-of.ts';
import { MOST_WORDS, WORD_SHIFT } from '../kinds/scales.ts';
import { addressOf, load, viewOf } from './access.ts';
import { compared, exactResult, isComparison, lowResult, operandOf } from './arithmetic.ts';
import { emitAssign } from './assign.ts';
import { emitCall, emitScaledCall, emitScaledLeast } from './calls.ts';
import { constant, converted, lowered } from './convert.ts';
import type { Emitter, Ref } from './emitter.ts';
import { emitTruncated, emitTruncatedScaled, integerComparison } from './fixed-point.ts';
import { naturalOf } from './natural.ts';
import { readPlace, rescaled, scaleOf } from './places.ts';
import { isPure, pureConstant } from './pure.ts';
import { representationOf, type Representation } from './representation.ts';
import { checkNew, memoryBytes } from './views.ts';

/** Expressions that can be computed although nobody needs them: they cannot trap, and are short. */
export function isCheap(emit: Emitter, node: Expression): boolean {
  if (!isPure(node)) return false;
  let cheap = true;
  visitExpression(node, {
    expression: (each) => {
      if (each.kind === 'element') cheap &&= constantOf(emit.kind(each.index)) !== undefined;
      else if (each.kind === 'call' || each.kind === 'conditional') cheap = false;
      else if (each.kind === 'binary') cheap &&= each.operator !== '%' && each.operator !== '/';
    },
  });
  return cheap;
}

/** True if a condition is computed as 0 or 1. */
function isBit(emit: Emitter, node: Expression): boolean {
  const expression = bare(node);
  if (expression.kind === 'unary') return expression.operator === '!';
  if (expression.kind === 'binary') return isComparison(expression.operator);
  if (expression.kind === 'logical')
    return isBit(emit, expression.left) && isBit(emit, expression.right);
  return emit.kind(expression).is === 'boolean';
}

/** True if `left && right` is computed without a branch. */
export function isBitwise(emit: Emitter, left: Expression, right: Expression): boolean {
  return [left, right].every((each) => isBit(emit, each)) && isCheap(emit, right);
}

function member(emit: Emitter, node: PropertyAccess) {
  const object = bare(node.object);
  if (object.kind !== 'name') return undefined;
  return emit.known.unit.objects.get(object.binding)?.get(node.name);
}

/** The value in the representation of its kind. */
export function emitExact(emit: Emitter, node: Expression): Ref {
  const { m } = emit;
  const kind = emit.kind(node);
  const type = representationOf(kind);
  const value = pureConstant(emit, node);
  if (value !== undefined) return constant(emit, value, type);
  switch (node.kind) {
    case 'number':
      return constant(emit, node.value, type);
    case 'boolean':
      return m.i32.const(node.value ? 1 : 0);
    case 'keyword':
      return m.i32.const(0);
    case 'name': {
      if (kind.is === 'buffer') return m.i32.const(1);
      const init = constantInit(emit, node);
      if (init !== undefined) return emit.exact(init);
      const place = emit.place(node.binding);
      return rescaled(emit, readPlace(emit, place), scaleOf(place), 0);
    }
    case 'cast':
    case 'group': {
      const inner = emit.kind(node.operand);
      if (representationOf(inner) === type) return emit.exact(node.operand);
      return type === 'i32'
        ? emit.low(node.operand)
        : converted(emit, emit.exact(node.operand), inner, type);
    }
    case 'property':
      return emitProperty(emit, node);
    case 'element': {
      const element = elementOf(node.object, emit.known);
      return load(emit, element, addressOf(emit, node.object, node.index));
    }
    case 'unary':
      return emitUnary(emit, node.operator, node.operand, kind);
    case 'binary':
      return isComparison(node.operator)
        ? emitComparison(emit, node)
        : exactResult(emit, node.operator, operandOf(emit, node.left), operandOf(emit, node.right));
    case 'logical':
      return emitLogical(emit, node, kind, type, (part) => inType(emit, part, type));
    case 'conditional':
      return emitConditional(emit, node, type, (part) => inType(emit, part, type));
    case 'sequence':
      return m.block(null, [emit.effect(node.left), emit.exact(node.right)], emit.binaryen.auto);
    case 'assign':
    case 'update':
      return emitAssign(emit, node, 'exact');
    case 'call':
      return emitCall(emit, node, 'exact');
    default:
      throw new NoLowering(`an expression of the kind ${node.kind}`);
  }
}

/** A value in the type of a kind that holds it. */
function inType(emit: Emitter, node: Expression, type: Representation): Ref {
  const own = emit.kind(node);
  if (own.is === 'never') return emit.exact(node);
  if (representationOf(own) === type) return emit.exact(node);
  return converted(emit, emit.exact(node), asNumber(own), type);
}

/** What a constant of the module that has no place is computed from. */
function constantInit(emit: Emitter, node: Expression & { kind: 'name' }): Expression | undefined {
  const declaration = emit.known.unit.variables.get(node.binding);
  if (declaration?.keyword !== 'const') return undefined;
  const value = constantOf(emit.kind(node));
  return value === undefined ? declaration.init : undefined;
}

function emitProperty(emit: Emitter, node: PropertyAccess): Ref {
  const { m } = emit;
  const binding = member(emit, node);
  if (binding !== undefined) return readPlace(emit, emit.place(binding));
  const kind = emit.kind(node.object);
  if (kind.is === 'memory' || node.name === 'buffer')
    return m.block(null, [emit.effect(node.object), m.i32.const(1)], emit.binaryen.i32);
  if (kind.is === 'buffer') return memoryBytes(emit);
  const view = viewOf(emit, node.object);
  if (node.name === 'byteOffset') return readPlace(emit, emit.place(view.base));
  const length = readPlace(emit, emit.place(view.length));
  const type = representationOf(emit.kind(node));
  const wide = type === 'i64' ? m.i64.extend_u(length) : length;
  if (node.name === 'length' || view.element.bytes === 1) return wide;
  return m[type as 'i64'].mul(wide, constant(emit, view.element.bytes, type));
}

function emitUnary(emit: Emitter, operator: string, operand: Expression, kind: Kind): Ref {
  const { m } = emit;
  if (operator === '!') return m.i32.eqz(emit.condition(operand));
  if (operator === '~') return m.i32.xor(emit.low(operand), m.i32.const(-1));
  const own = asNumber(emit.kind(operand));
  const type = representationOf(kind);
  if (operator === '+') return emit.exact(operand);
  if (operator !== '-') throw new NoLowering(`the operator ${operator}`);
  if (type === 'f64') return m.f64.neg(converted(emit, emit.exact(operand), own, 'f64'));
  if (type === 'i32' && isInteger(own)) return m.i32.sub(m.i32.const(0), emit.low(operand));
  return m.i64.sub(constant(emit, 0, 'i64'), converted(emit, emit.exact(operand), own, 'i64'));
}

function emitComparison(emit: Emitter, node: Expression & { kind: 'binary' }): Ref {
  const { m } = emit;
  const integers = integerComparison(emit, node);
  if (integers !== undefined) return emit.exact(integers);
  if (node.right.kind === 'string') return m.i32.const(truthOf(node, emit.known) === true ? 1 : 0);
  const [left, right] = [emit.kind(node.left), emit.kind(node.right)];
  const isMemory = left.is === 'memory' || right.is === 'memory';
  if (isMemory && truthOf(node, emit.known) === undefined) {
    const ref = [emit.exact(node.left), emit.exact(node.right)] as const;
    return node.operator.startsWith('!') ? m.i32.ne(...ref) : m.i32.eq(...ref);
  }
  return compared(emit, node.operator, operandOf(emit, node.left), operandOf(emit, node.right));
}

/** `a || b` and so on, with the operands as `value` gives them. */
function emitLogical(
  emit: Emitter,
  node: Logical,
  kind: Kind,
  type: Representation,
  value: (part: Expression) => Ref,
): Ref {
  const { m, binaryen } = emit;
  const { operator, left, right } = node;
  const isEither = operator === '||';
  if (operator === '??') {
    const isUndefined = emit.kind(left).is === 'undefined';
    return isUndefined
      ? m.block(null, [emit.effect(left), value(right)], binaryen[type])
      : value(left);
  }
  const truth = truthOf(left, emit.known);
  if (truth === isEither) return value(left);
  if (truth !== undefined) return m.block(null, [emit.effect(left), value(right)], binaryen.auto);
  const isBoolean = emit.kind(left).is === 'boolean';
  if (isBoolean && kind.is === 'boolean') {
    if (isCheap(emit, right) && emit.kind(right).is === 'boolean')
      return isEither
        ? m.i32.or(emit.condition(left), value(right))
        : m.i32.and(emit.condition(left), value(right));
    const [yes, no] = isEither ? [m.i32.const(1), value(right)] : [value(right), m.i32.const(0)];
    return m.if(emit.condition(left), yes, no);
  }
  if (!isEither) {
    // A falsy left operand is 0, except that a number may be NaN.
    if (emit.kind(left).is === 'number') throw new NoLowering('a number before &&');
    return m.if(emit.condition(left), value(right), constant(emit, 0, type));
  }
  const local = emit.temporary(type);
  const tee = m.local.tee(local, value(left), binaryen[type]);
  const isTrue =
    type === 'i32' ? tee : type === 'i64' ? m.i64.ne(tee, constant(emit, 0, 'i64')) : undefined;
  if (isTrue !== undefined && type === 'i32' && constantOf(emit.kind(right)) !== undefined) {
    const fits = representationOf(emit.kind(left)) === 'i32';
    if (fits && isPure(right)) return m.select(m.local.get(local, binaryen.i32), tee, value(right));
  }
  if (isTrue !== undefined && (type !== 'i32' || representationOf(emit.kind(left)) === 'i32'))
    return m.if(isTrue, m.local.get(local, binaryen[type]), value(right));
  if (type !== 'f64') {
    // The value modulo 2^32 says nothing about whether it is 0.
    if (isPure(left)) return m.if(emit.condition(left), value(left), value(right));
    const { set, get: whole, isTruthy } = kept(emit, left);
    return m.block(
      null,
      [set, m.if(isTruthy, lowered(emit, whole(), emit.kind(left)), value(right))],
      binaryen.i32,
    );
  }
  const get = (): Ref => m.local.get(local, binaryen.f64);
  const isNumber = m.i32.and(m.f64.ne(tee, m.f64.const(0)), m.f64.eq(get(), get()));
  return m.if(isNumber, get(), value(right));
}

/** The value of an expression in a local of its own, and whether it is neither 0 nor NaN. */
function kept(
  emit: Emitter,
  node: Expression,
): { readonly set: Ref; readonly get: () => Ref; readonly isTruthy: Ref } {
  const { m, binaryen } = emit;
  const type = representationOf(emit.kind(node));
  const local = emit.temporary(type);
  const get = (): Ref => m.local.get(local, binaryen[type]);
  const isTruthy =
    type === 'f64'
      ? m.i32.and(m.f64.ne(get(), m.f64.const(0)), m.f64.eq(get(), get()))
      : type === 'i64'
        ? m.i64.ne(get(), constant(emit, 0, 'i64'))
        : get();
  return { set: m.local.set(local, emit.exact(node)), get, isTruthy };
}

function emitConditional(
  emit: Emitter,
  node: Conditional,
  type: Representation,
  value: (part: Expression) => Ref,
): Ref {
  const { m, binaryen } = emit;
  const truth = truthOf(node.condition, emit.known);
  if (truth !== undefined) {
    const ref = value(truth ? node.whenTrue : node.whenFalse);
    return isPure(node.condition)
      ? ref
      : m.block(null, [emit.effect(node.condition), ref], binaryen[type]);
  }
  return m.if(emit.condition(node.condition), value(node.whenTrue), value(node.whenFalse));
}

/** The value modulo 2^32. */
export function emitLow(emit: Emitter, node: Expression): Ref {
  const { m } = emit;
  const kind = emit.kind(node);
  const value = pureConstant(emit, node);
  if (value !== undefined) return m.i32.const(value | 0);
  switch (node.kind) {
    case 'name': {
      const init = constantInit(emit, node);
      if (init !== undefined) return emit.low(init);
      const place = emit.place(node.binding);
      const ref = readPlace(emit, place);
      if (kind.is === 'number') {
        const quotient = emitTruncated(emit, node);
        if (quotient !== undefined) return quotient;
      }
      return place.type === 'i32'
        ? rescaled(emit, ref, scaleOf(place), 0)
        : lowered(emit, ref, kind);
    }
    case 'cast':
    case 'group':
      return emit.low(node.operand);
    case 'unary':
      if (node.operator === '-' && isInteger(emit.kind(node.operand)))
        return m.i32.sub(m.i32.const(0), emit.low(node.operand));
      break;
    case 'binary':
      if (kind.is === 'number') {
        const quotient = emitTruncated(emit, node);
        if (quotient !== undefined) return quotient;
      }
      if (node.operator === '<<') {
        const rotated = rotatedBit(emit, node.left, node.right);
        if (rotated !== undefined) return rotated;
      }
      if (!isComparison(node.operator))
        return lowResult(
          emit,
          node.operator,
          operandOf(emit, node.left),
          operandOf(emit, node.right),
        );
      break;
    case 'logical':
      return emitLogical(emit, node, kind, 'i32', (part) => emit.low(part));
    case 'conditional':
      return emitConditional(emit, node, 'i32', (part) => emit.low(part));
    case 'sequence':
      return m.block(null, [emit.effect(node.left), emit.low(node.right)], emit.binaryen.auto);
    case 'assign':
    case 'update':
      return emitAssign(emit, node, 'low');
    case 'call':
      return emitCall(emit, node, 'low');
    default:
  }
  if (kind.is === 'never') return emit.exact(node);
  return lowered(emit, emit.exact(node), kind);
}

/** `1 << -n` as a rotation of the bit to the right. */
function rotatedBit(emit: Emitter, left: Expression, right: Expression): Ref | undefined {
  const minus = bare(right);
  if (pureConstant(emit, left) !== 1 || minus.kind !== 'unary' || minus.operator !== '-')
    return undefined;
  if (!isInteger(emit.kind(minus.operand))) return undefined;
  const { i32 } = emit.m;
  return i32.rotr(i32.const(1), emit.low(minus.operand));
}

/** The value times 2^shift, modulo 2^32. */
export function emitScaled(emit: Emitter, node: Expression, shift: number): Ref {
  const { m, binaryen } = emit;
  if (shift === 0) return emit.low(node);
  const expression = bare(node);
  const value = pureConstant(emit, expression);
  if (value !== undefined) return m.i32.const((value * 2 ** shift) | 0);
  const kind = emit.kind(expression);
  if (kind.is === 'never') return emit.exact(expression);
  const truncated = truncatedBy(emit, expression);
  if (truncated !== undefined) {
    const scaled = emitTruncatedScaled(emit, truncated, shift);
    if (scaled !== undefined) return scaled;
  }
  const part = (each: Expression): Ref => emit.scaled(each, shift);
  switch (expression.kind) {
    case 'name': {
      if (expression.binding.topLevel) break;
      const place = emit.place(expression.binding);
      const scale = scaleOf(place);
      if (scale > 0) return rescaled(emit, readPlace(emit, place), scale, shift);
      break;
    }
    case 'sequence':
      return m.block(null, [emit.effect(expression.left), part(expression.right)], binaryen.auto);
    case 'conditional':
      return emitConditional(emit, expression, 'i32', part);
    case 'logical':
      // A value that is not 0 is not 0 times 4 either.
      if (within(emit.kind(expression.left), 0, MOST_WORDS) && expression.operator === '||')
        return emitLogical(emit, expression, kind, 'i32', part);
      break;
    case 'assign':
    case 'update':
      if (naturalOf(emit, expression.target) === 'scaled')
        return emitAssign(emit, expression, 'low', shift);
      break;
    case 'call': {
      const { callee } = expression;
      const least = emitScaledLeast(emit, expression, shift);
      if (least !== undefined) return least;
      if (callee.kind !== 'name') break;
      const scale = emit.resultScale(callee.binding);
      if (scale > 0) return rescaled(emit, emitScaledCall(emit, expression), scale, shift);
      break;
    }
    default:
  }
  if (expression.kind === 'binary' && isInteger(emit.kind(expression))) {
    const { operator, left, right } = expression;
    const kinds = [emit.kind(left), emit.kind(right)];
    if ((operator === '+' || operator === '-') && kinds.every(isInteger)) {
      const [x, y] = [emit.scaled(left, shift), emit.scaled(right, shift)];
      return operator === '+' ? m.i32.add(x, y) : m.i32.sub(x, y);
    }
    const by = pureConstant(emit, right);
    if (operator === '>>>' && by === shift) {
      const [dividend] = kinds;
      const isMultiple = dividend && isInteger(dividend) && dividend.step >= 2 ** shift;
      const low = emit.low(left);
      return isMultiple ? low : m.i32.and(low, m.i32.const(-(2 ** shift)));
    }
    if (operator === '<<' && by !== undefined && by + shift < 32)
      return m.i32.shl(emit.low(left), m.i32.const(by + shift));
  }
  return m.i32.shl(emit.low(node), m.i32.const(shift));
}

/** The number of which an expression is the part without its fraction. */
function truncatedBy(emit: Emitter, node: Expression): Expression | undefined {
  if (emit.kind(node).is === 'number') return node;
  const definition = node.kind === 'name' ? emit.definition(node.binding) : undefined;
  if (definition !== undefined) return truncatedBy(emit, bare(definition));
  const isBits = node.kind === 'binary' && node.operator === '|';
  if (!isBits || pureConstant(emit, node.right) !== 0) return undefined;
  return emit.kind(node.left).is === 'number' ? node.left : undefined;
}

/** 0 if the value is falsy. */
export function emitCondition(emit: Emitter, node: Expression): Ref {
  const { m, binaryen } = emit;
  const truth = truthOf(node, emit.known);
  if (truth !== undefined) {
    const result = m.i32.const(truth ? 1 : 0);
    return isPure(node) ? result : m.block(null, [emit.effect(node), result], binaryen.i32);
  }
  if (naturalOf(emit, node) === 'scaled') return emit.scaled(node, WORD_SHIFT);
  switch (node.kind) {
    case 'cast':
    case 'group':
      return emit.condition(node.operand);
    case 'unary':
      if (node.operator === '!') return m.i32.eqz(emit.condition(node.operand));
      break;
    case 'logical': {
      if (node.operator === '??') break;
      const isEither = node.operator === '||';
      const left = truthOf(node.left, emit.known);
      if (left !== undefined)
        return m.block(null, [emit.effect(node.left), emit.condition(node.right)], binaryen.i32);
      const [condition, right] = [emit.condition(node.left), emit.condition(node.right)];
      if (isBitwise(emit, node.left, node.right))
        return isEither ? m.i32.or(condition, right) : m.i32.and(condition, right);
      return isEither
        ? m.if(condition, m.i32.const(1), right)
        : m.if(condition, right, m.i32.const(0));
    }
    default:
  }
  const kind = emit.kind(node);
  const ref = emit.exact(node);
  switch (representationOf(kind)) {
    case 'i32':
      return ref;
    case 'i64':
      return m.i64.ne(ref, constant(emit, 0, 'i64'));
    case 'f64': {
      const local = emit.temporary('f64');
      const get = m.local.get(local, binaryen.f64);
      const isOther = m.f64.ne(m.local.tee(local, ref, binaryen.f64), m.f64.const(0));
      return m.i32.and(isOther, m.f64.eq(get, m.local.get(local, binaryen.f64)));
    }
  }
}

/** What an expression does, without its value. */
export function emitEffect(emit: Emitter, node: Expression): Ref {
  const { m } = emit;
  if (isPure(node)) return m.nop();
  switch (node.kind) {
    case 'assign':
    case 'update':
      return emitAssign(emit, node, 'nothing');
    case 'call':
      return emitCall(emit, node, 'nothing');
    case 'new': {
      const [buffer, ...rest] = node.args;
      const parts = buffer === undefined ? [] : [emit.effect(buffer)];
      void rest;
      return m.block(null, [...parts, ...checkNew(emit, node)]);
    }
    case 'logical': {
      if (node.operator === '??')
        return m.block(
          null,
          childrenOf(node).map((c) => emit.effect(c)),
        );
      const condition = emit.condition(node.left);
      return m.if(
        node.operator === '||' ? m.i32.eqz(condition) : condition,
        emit.effect(node.right),
      );
    }
    case 'conditional': {
      const truth = truthOf(node.condition, emit.known);
      if (truth !== undefined)
        return m.block(null, [
          emit.effect(node.condition),
          emit.effect(truth ? node.whenTrue : node.whenFalse),
        ]);
      return m.if(
        emit.condition(node.condition),
        emit.effect(node.whenTrue),
        emit.effect(node.whenFalse),
      );
    }
    default:
      return m.block(
        null,
        childrenOf(node).map((child) => emit.effect(child)),
      );
  }
}
