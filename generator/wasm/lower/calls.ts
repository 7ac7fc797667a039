import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Call, Expression } from '../../specialise/syntax/tree.ts';
import type { SourceText } from '../../specialise/syntax/text.ts';
import { NoLowering } from '../errors.ts';
import {
  asNumber,
  INT32,
  isInteger,
  UINT32,
  UINT32_MAX,
  within,
  type Kind,
  NUMBER,
} from '../kinds/kind.ts';
import { typeText } from '../kinds/declared.ts';
import { bare, hostCall } from '../kinds/kind-of.ts';
import { WORD_SHIFT } from '../kinds/scales.ts';
import { exactResult, isComparison, operandOf, narrow } from './arithmetic.ts';
import { emitAtomic } from './atomics.ts';
import { emitCopyWithin, emitFill, emitFillNew } from './bulk.ts';
import { comparesUnsigned, commonType, constant, converted, lowered, toInt32 } from './convert.ts';
import type { Emitter, Ref } from './emitter.ts';
import { outsideThrown } from './errors.ts';
import type { HostParameter } from './hosts.ts';
import { readByOutside } from './outside.ts';
import { naturalOf } from './natural.ts';
import { pureConstant } from './pure.ts';
import { readPlace, rescaled } from './places.ts';
import { resultOf } from './results.ts';
import { representationOf } from './representation.ts';

type Wanted = 'exact' | 'low' | 'nothing';

/** A value of a kind as it was wanted. */
function given(emit: Emitter, ref: Ref, kind: Kind, wanted: Wanted): Ref {
  if (wanted === 'nothing') return emit.m.drop(ref);
  return wanted === 'low' ? lowered(emit, ref, kind) : ref;
}

/** A call of a function that returns its value times a power of two, which is not undone. */
export function emitScaledCall(emit: Emitter, node: Call): Ref {
  return emitFunctionCall(emit, node, 'low', true);
}

export function emitCall(emit: Emitter, node: Call, wanted: Wanted): Ref {
  const host = hostCall(node);
  if (host !== undefined) {
    const [object, name] = host;
    const kind = emit.kind(node);
    if (object === 'Math') return given(emit, emitMath(emit, node, name), kind, wanted);
    if (object === 'Atomics') return emitAtomic(emit, node, name, wanted === 'nothing');
    if (object === 'Date') return given(emit, now(emit), kind, wanted);
  }
  const { callee } = node;
  if (callee.kind === 'property') return emitMethod(emit, node, callee.name, callee.object, wanted);
  if (callee.kind !== 'name') throw new NoLowering('this call', node.position);
  return emitFunctionCall(emit, node, wanted);
}

function now(emit: Emitter): Ref {
  const name = emit.hosts.add({
    name: 'now',
    parameters: [],
    result: 'f64',
    throws: undefined,
    text: 'return Date.now();',
  });
  return emit.m.call(name, [], emit.binaryen.f64);
}

function emitFunctionCall(emit: Emitter, node: Call, wanted: Wanted, isScaled = false): Ref {
  const { m, binaryen, known } = emit;
  if (node.callee.kind !== 'name') throw new NoLowering('this call', node.position);
  const { binding } = node.callee;
  if (known.unit.outside.has(binding)) return emitOutsideCall(emit, node, binding, wanted);
  const prepared = known.reached.get(binding);
  if (prepared === undefined) throw new NoLowering(`${binding.name}()`, node.position);
  const isRoot = known.unit.roots.has(binding);
  const args: Ref[] = [];
  prepared.node.parameters.forEach((parameter, i) => {
    const arg = node.args[i] ?? parameter.init;
    const kind = known.kind(parameter.binding);
    if (kind.is === 'memory') return;
    if (arg === undefined) throw new NoLowering(`a call without ${parameter.binding.name}`);
    const scale = emit.parameterScale(parameter.binding);
    if (scale > 0) args.push(emit.scaled(arg, scale));
    else if (isAddress(parameter.type)) args.push(emit.low(arg));
    else
      args.push(argument(emit, arg, kind, isRoot, emit.demands.variables.has(parameter.binding)));
  });
  const result = resultOf(emit, binding);
  const ref = m.call(emit.functionName(binding), args, result.type ?? binaryen.none);
  const kind = known.result(binding);
  if (kind.is === 'never') return m.block(null, [ref, m.unreachable()], binaryen.unreachable);
  if (kind.is === 'nothing') return ref;
  if (wanted === 'nothing') return m.drop(ref);
  const scale = emit.resultScale(binding);
  if (scale > 0) return isScaled ? ref : rescaled(emit, ref, scale, 0);
  if (wanted === 'low') return result.isLow ? ref : lowered(emit, ref, kind);
  if (result.isLow && representationOf(kind) !== 'i32')
    return converted(emit, ref, UINT32, representationOf(kind));
  return ref;
}

/**
 * Calls a function that stayed JavaScript. It gets its arguments as numbers, then what it reads of the
 * module: variables, and the addresses of arrays.
 */
function emitOutsideCall(emit: Emitter, node: Call, binding: Binding, wanted: Wanted): Ref {
  const { m, binaryen, known, hosts } = emit;
  const body = known.unit.functions.get(binding);
  if (body === undefined) throw new NoLowering(`${binding.name}()`, node.position);
  const read = readByOutside(known, body);
  const parameters: HostParameter[] = [];
  const args: Ref[] = [];
  body.parameters.forEach((parameter, i) => {
    const arg = node.args[i] ?? parameter.init;
    if (arg === undefined) throw new NoLowering(`a call without ${parameter.binding.name}`);
    const kind = asNumber(emit.kind(arg));
    if (!isInteger(kind) && kind.is !== 'number')
      throw new NoLowering(`${parameter.binding.name} of ${binding.name}()`, node.position);
    parameters.push({ binding: parameter.binding, kind: NUMBER, type: 'f64' });
    args.push(converted(emit, emit.exact(arg), kind, 'f64'));
  });
  for (const each of read) {
    const view = known.view(each);
    const place = emit.place(view?.base ?? each);
    const kind = view === undefined ? known.kind(each) : UINT32;
    parameters.push({ binding: each, kind, type: place.type, view: view?.element });
    args.push(readPlace(emit, place));
  }
  const kind = known.result(binding);
  const isNothing = kind.is === 'nothing' || kind.is === 'never';
  const result = isNothing ? undefined : representationOf(kind);
  const name = hosts.add({
    name: emit.functionName(binding),
    parameters,
    result,
    throws: undefined,
    text: undefined,
    body,
  });
  const ref = m.call(name, args, result === undefined ? binaryen.none : binaryen[result]);
  if (kind.is === 'never') return m.block(null, [ref, m.unreachable()], binaryen.unreachable);
  return isNothing ? ref : given(emit, ref, kind, wanted);
}

function isAddress(type: SourceText | undefined): boolean {
  return typeText(type) === 'Mem';
}

/** An argument in the type of its parameter. More than a size_t is passed to an exported function as the largest. */
function argument(
  emit: Emitter,
  node: Expression,
  parameter: Kind,
  isRoot: boolean,
  isExact: boolean,
): Ref {
  const { m, binaryen } = emit;
  const kind = emit.kind(node);
  const type = isExact || isRoot || !isInteger(parameter) ? representationOf(parameter) : 'i32';
  if (kind.is === 'never') return emit.exact(node);
  if (isRoot && type === 'i32' && kind.is === 'number') {
    const local = emit.temporary('f64');
    const get = (): Ref => m.local.get(local, binaryen.f64);
    const tee = m.local.tee(local, emit.exact(node), binaryen.f64);
    return m.if(m.f64.gt(tee, m.f64.const(UINT32_MAX)), m.i32.const(-1), toInt32(emit, get()));
  }
  if (isRoot && type === 'i32' && isInteger(kind) && kind.hi > UINT32_MAX) {
    const wide = representationOf(kind);
    if (wide === 'f64') throw new NoLowering('an argument of this size');
    const size = bare(node);
    const ref =
      size.kind === 'binary' && !isComparison(size.operator)
        ? exactResult(
            emit,
            size.operator,
            operandOf(emit, size.left),
            operandOf(emit, size.right),
            true,
          )
        : emit.exact(node);
    return m.call(emit.sizeFunction(kind.lo < 0), [ref], binaryen.i32);
  }
  if (type === 'i32') return representationOf(kind) === 'i32' ? emit.exact(node) : emit.low(node);
  return converted(emit, emit.exact(node), asNumber(kind), type);
}

function emitMath(emit: Emitter, node: Call, name: string): Ref {
  const { m } = emit;
  const [a, b] = node.args as [Expression, Expression];
  const kind = emit.kind(node);
  switch (name) {
    case 'clz32':
      return m.i32.clz(emit.low(a));
    case 'imul':
      return m.i32.mul(emit.low(a), emit.low(b));
    case 'min':
    case 'max':
      return emitLeast(emit, name, a, b, kind);
    case 'ceil':
    case 'floor':
      return emitRounded(emit, name, a, kind);
    default:
      throw new NoLowering(`Math.${name}()`, node.position);
  }
}

function emitLeast(
  emit: Emitter,
  name: 'min' | 'max',
  first: Expression,
  second: Expression,
  kind: Kind,
): Ref {
  const { m, binaryen } = emit;
  const [a, b] = [operandOf(emit, first), operandOf(emit, second)];
  if (isInteger(a.kind) && b.fixed !== undefined) {
    const isFirst = name === 'min' ? a.kind.hi <= b.fixed : a.kind.lo >= b.fixed;
    if (isFirst) return emit.exact(first);
  }
  const type = commonType(a.kind, b.kind);
  if (type === 'f64') {
    const [x, y] = [a, b].map((each) => converted(emit, each.exact(), each.kind, 'f64')) as [
      Ref,
      Ref,
    ];
    return narrow(emit, name === 'min' ? m.f64.min(x, y) : m.f64.max(x, y), kind);
  }
  const locals = [emit.temporary(type), emit.temporary(type)] as const;
  const tees = [a, b].map((each, i) =>
    m.local.tee(
      locals[i] as number,
      converted(emit, each.exact(), each.kind, type),
      binaryen[type],
    ),
  ) as [Ref, Ref];
  const gets = locals.map((local) => m.local.get(local, binaryen[type])) as [Ref, Ref];
  const unsigned = comparesUnsigned(a.kind, b.kind);
  const of = m[type];
  const isLess = unsigned
    ? name === 'min'
      ? of.lt_u(...gets)
      : of.gt_u(...gets)
    : name === 'min'
      ? of.lt_s(...gets)
      : of.gt_s(...gets);
  const chosen = m.select(isLess, tees[0], tees[1]);
  // The operands of a select are computed before its condition.
  return type === 'i64' && representationOf(kind) === 'i32' ? m.i32.wrap(chosen) : chosen;
}

/** The same of two values that are there times 4, or can be; undefined for others. */
export function emitScaledLeast(emit: Emitter, node: Call, shift: number): Ref | undefined {
  const { m, binaryen } = emit;
  const [object, name] = hostCall(node) ?? [];
  if (object !== 'Math' || (name !== 'min' && name !== 'max')) return undefined;
  const fit = node.args.every((arg) => naturalOf(emit, arg) !== 'plain');
  if (!fit || shift !== WORD_SHIFT) return undefined;
  const [first, second] = node.args.map((arg) => {
    const local = emit.temporary('i32');
    const tee = m.local.tee(local, emit.scaled(arg, shift), binaryen.i32);
    return { tee, get: m.local.get(local, binaryen.i32) };
  });
  if (first === undefined || second === undefined) return undefined;
  const isFirst =
    name === 'min' ? m.i32.lt_u(first.get, second.get) : m.i32.gt_u(first.get, second.get);
  return m.select(isFirst, first.tee, second.tee);
}

function emitRounded(emit: Emitter, name: 'ceil' | 'floor', node: Expression, kind: Kind): Ref {
  const { m } = emit;
  const own = emit.kind(node);
  if (isInteger(own)) return emit.exact(node);
  const division = bare(node);
  const isDivision = division.kind === 'binary' && division.operator === '/';
  if (isDivision && isInteger(kind)) {
    const shifted = shiftedQuotient(emit, name, division.left, division.right, kind);
    if (shifted !== undefined) return shifted;
  }
  const value = emit.exact(node);
  return narrow(emit, name === 'ceil' ? m.f64.ceil(value) : m.f64.floor(value), kind);
}

/** A rounded quotient by a power of two, as a shift. */
function shiftedQuotient(
  emit: Emitter,
  name: 'ceil' | 'floor',
  left: Expression,
  right: Expression,
  kind: Kind,
): Ref | undefined {
  const { m } = emit;
  const [a, by] = [emit.kind(left), pureConstant(emit, right)];
  if (!isInteger(a) || by === undefined) return undefined;
  const shift = Math.log2(by);
  if (!Number.isInteger(shift) || representationOf(a) === 'f64') return undefined;
  const most = name === 'ceil' ? by - 1 : 0;
  const fits = within({ ...a, hi: a.hi + most }, INT32.lo, INT32.hi);
  const type = fits ? 'i32' : 'i64';
  const of = m[type];
  const value = converted(emit, emit.exact(left), a, type);
  const sum = most === 0 ? value : of.add(value, constant(emit, most, type));
  const result = of.shr_s(sum, constant(emit, shift, type));
  const to = representationOf(kind);
  return type === 'i64' && to === 'i32' ? m.i32.wrap(result) : result;
}

function emitMethod(
  emit: Emitter,
  node: Call,
  name: string,
  object: Expression,
  wanted: Wanted,
): Ref {
  const kind = emit.kind(object);
  if (kind.is === 'memory' && name === 'grow') return emitGrow(emit, node, wanted);
  if (kind.is !== 'view') throw new NoLowering(`the method ${name}()`, node.position);
  const array = bare(object);
  if (array.kind === 'new' && name === 'fill' && node.args.length === 1)
    return emitFillNew(emit, array);
  if (name === 'fill') return emitFill(emit, object, node.args);
  if (name === 'copyWithin') return emitCopyWithin(emit, object, node.args);
  throw new NoLowering(`the method ${name}()`, node.position);
}

/** Lets the memory grow; where JavaScript throws, goes to the handler of the `try` around it. */
function emitGrow(emit: Emitter, node: Call, wanted: Wanted): Ref {
  const { m, binaryen } = emit;
  const [pages] = node.args as [Expression];
  const local = emit.temporary('i32');
  const grown = m.memory.grow(emit.low(pages));
  const handler = emit.handler();
  const failed = m.i32.eq(m.local.tee(local, grown, binaryen.i32), m.i32.const(-1));
  const check = handler === undefined ? m.if(failed, outsideThrown(emit)) : m.br(handler, failed);
  const get = m.local.get(local, binaryen.i32);
  return wanted === 'nothing' ? m.block(null, [check]) : m.block(null, [check, get], binaryen.i32);
}
