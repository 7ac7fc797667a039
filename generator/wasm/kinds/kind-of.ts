import { COMPOUND_ASSIGNMENTS, isLogicalAssignment } from '../../specialise/syntax/operators.ts';
import type {
  Binary,
  Call,
  Expression,
  New,
  PropertyAccess,
} from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { arithmetic, mathKind, toInt32 } from './arithmetic.ts';
import { atomicKind } from './atomics.ts';
import { comparison } from './comparison.ts';
import { declaredKind, narrowed } from './declared.ts';
import {
  asNumber,
  BOOLEAN,
  BUFFER,
  constantOf,
  integer,
  isInteger,
  join,
  NEVER,
  NOTHING,
  NUMBER,
  UINT32_MAX,
  UNDEFINED,
  VIEW,
  type Kind,
} from './kind.ts';
import type { Known } from './known.ts';
import { ELEMENTS, type Element } from './views.ts';

/** Bytes of the largest memory. */
export const MEMORY_BYTES = integer(0, 2 ** 32, 65536);

/** `Math.min` and so on: the names of the object and of the property. */
export function hostCall(node: Call): readonly [string, string] | undefined {
  const { callee } = node;
  if (callee.kind !== 'property' || callee.object.kind !== 'global') return undefined;
  return [callee.object.name, callee.name];
}

/** An expression without casts around it. */
export function bare(node: Expression): Expression {
  return node.kind === 'cast' || node.kind === 'group' ? bare(node.operand) : node;
}

/** The typed array that a `new` makes; undefined if it makes something else. */
export function elementMade(node: New): Element | undefined {
  return node.callee.kind === 'global' ? ELEMENTS.get(node.callee.name) : undefined;
}

/** The elements of a typed array. */
export function elementOf(node: Expression, known: Known): Element {
  const array = bare(node);
  const element =
    array.kind === 'new'
      ? elementMade(array)
      : array.kind === 'name'
        ? known.view(array.binding)?.element
        : undefined;
  if (element === undefined) throw new NoLowering('this array');
  return element;
}

/** The kind of an expression. @throws NoLowering if it has no place in a WebAssembly module */
export function kindOf(node: Expression, known: Known): Kind {
  const of = (part: Expression): Kind => kindOf(part, known);
  switch (node.kind) {
    case 'number':
      return integer(node.value, node.value);
    case 'boolean':
      return BOOLEAN;
    case 'name':
      return known.kind(node.binding);
    case 'keyword':
      if (node.word === 'undefined' || node.word === 'null') return UNDEFINED;
      break;
    case 'property':
      return kindOfProperty(node, known);
    case 'element': {
      const { isFloat, lo, hi } = elementOf(node.object, known);
      return isFloat ? NUMBER : integer(lo, hi);
    }
    case 'call':
      return kindOfCall(node, known);
    case 'new':
      if (elementMade(node) !== undefined) return VIEW;
      break;
    case 'unary': {
      const operand = of(node.operand);
      if (node.operator === '!') return BOOLEAN;
      if (operand.is === 'never') return NEVER;
      const number = asNumber(operand);
      if (node.operator === '+') return number;
      if (node.operator === '-')
        return isInteger(number) ? integer(-number.hi, -number.lo, number.step) : NUMBER;
      if (node.operator === '~') {
        const { lo, hi } = toInt32(number);
        return integer(~hi, ~lo);
      }
      break;
    }
    case 'update':
      return (
        arithmetic(node.operator === '++' ? '+' : '-', of(node.target), integer(1, 1)) ?? NUMBER
      );
    case 'binary': {
      if (classComparison(node, known) !== undefined) return BOOLEAN;
      const [left, right] = [of(node.left), of(node.right)];
      if (left.is === 'never' || right.is === 'never') return NEVER;
      const kind = arithmetic(node.operator, left, right) ?? BOOLEAN;
      const step = roundedUpTo(node, known);
      return step !== undefined && isInteger(kind) ? integer(kind.lo, kind.hi, step) : kind;
    }
    case 'logical':
      return kindOfLogical(of(node.left), node.operator, () => of(node.right), node, known);
    case 'assign': {
      if (node.operator === '=') return of(node.value);
      if (isLogicalAssignment(node.operator)) break;
      const [target, value] = [of(node.target), of(node.value)];
      if (target.is === 'never' || value.is === 'never') return NEVER;
      return arithmetic(COMPOUND_ASSIGNMENTS[node.operator], target, value) ?? BOOLEAN;
    }
    case 'conditional': {
      const truth = truthOf(node.condition, known);
      if (truth !== undefined) return of(truth ? node.whenTrue : node.whenFalse);
      return joined(of(node.whenTrue), of(node.whenFalse));
    }
    case 'sequence':
      return of(node.right);
    case 'cast':
      return narrowed(of(node.operand), declaredKind(node.type));
    case 'group':
      return of(node.operand);
    case 'string':
    case 'template':
      throw new NoLowering('a text');
    case 'closure':
      throw new NoLowering('a function as a value');
    case 'global':
      throw new NoLowering(node.name);
    default:
  }
  throw new NoLowering(describe(node));
}

/** What `x + (-x & (step - 1))` is a multiple of; undefined for another sum. */
function roundedUpTo(node: Binary, known: Known): number | undefined {
  const [x, added] = [bare(node.left), bare(node.right)];
  if (node.operator !== '+' || x.kind !== 'name') return undefined;
  if (added.kind !== 'binary' || added.operator !== '&') return undefined;
  const minus = bare(added.left);
  if (minus.kind !== 'unary' || minus.operator !== '-') return undefined;
  const negated = bare(minus.operand);
  if (negated.kind !== 'name' || negated.binding !== x.binding) return undefined;
  const step = (constantOf(kindOf(added.right, known)) ?? 0) + 1;
  return step > 1 && Number.isInteger(Math.log2(step)) ? step : undefined;
}

const DESCRIPTIONS: Partial<Record<Expression['kind'], string>> = {
  array: 'an array',
  object: 'an object',
  spread: 'a list of arguments',
  verbatim: 'a number of any length or a regular expression',
};

function describe(node: Expression): string {
  if (node.kind === 'new' && node.callee.kind === 'global') return `new ${node.callee.name}()`;
  return DESCRIPTIONS[node.kind] ?? `an expression of the kind ${node.kind}`;
}

function joined(a: Kind, b: Kind): Kind {
  const kind = join(a, b);
  if (kind === undefined) throw new NoLowering(`a value that is ${a.is} or ${b.is}`);
  return kind;
}

function kindOfLogical(
  left: Kind,
  operator: '&&' | '||' | '??',
  right: () => Kind,
  node: Expression & { readonly kind: 'logical' },
  known: Known,
): Kind {
  if (operator === '??')
    return left.is === 'undefined' ? right() : left.is === 'never' ? NEVER : left;
  const truth = truthOf(node.left, known);
  if (truth !== undefined) return truth === (operator === '||') ? left : right();
  if (operator === '&&') {
    const other = right();
    if (left.is === 'boolean') return joined(other.is === 'boolean' ? BOOLEAN : left, other);
    return left.is === 'never' ? NEVER : joined(integer(0, 0), other);
  }
  const other = right();
  if (left.is === 'boolean') return joined(BOOLEAN, other);
  if (!isInteger(left)) return joined(left, other);
  // What is taken of the left operand is not 0.
  const lo = left.lo === 0 ? 1 : left.lo;
  return joined(integer(lo, Math.max(lo, left.hi), left.step), other);
}

function kindOfProperty(node: PropertyAccess, known: Known): Kind {
  const { name } = node;
  const object = bare(node.object);
  if (object.kind === 'name') {
    const properties = known.unit.objects.get(object.binding);
    if (properties !== undefined) {
      const member = properties.get(name);
      return member === undefined ? UNDEFINED : known.kind(member);
    }
  }
  if (object.kind === 'global') throw new NoLowering(`${object.name}.${name}`);
  const kind = kindOf(object, known);
  if (kind.is === 'memory') return name === 'buffer' ? BUFFER : UNDEFINED;
  if (kind.is === 'buffer' && name === 'byteLength') return MEMORY_BYTES;
  if (kind.is === 'view') {
    if (name === 'buffer') return BUFFER;
    if (name === 'length') return integer(0, 2 ** 32 / elementOf(object, known).bytes);
    if (name === 'byteLength') return integer(0, 2 ** 32);
    if (name === 'byteOffset') return integer(0, UINT32_MAX);
  }
  if (kind.is === 'never') return NEVER;
  throw new NoLowering(`the property ${name}`);
}

function kindOfCall(node: Call, known: Known): Kind {
  const host = hostCall(node);
  const args = (): readonly Kind[] => node.args.map((arg) => kindOf(arg, known));
  if (host !== undefined) {
    const [object, name] = host;
    if (object === 'Math') {
      const rounded = kindOfRounding(node, name, known);
      if (rounded !== undefined) return rounded;
      const kinds = args();
      if (kinds.some(({ is }) => is === 'never')) return NEVER;
      const kind = mathKind(name, kinds);
      if (kind !== undefined) return kind;
    }
    if (object === 'Atomics') return atomicKind(node, name);
    if (object === 'Date' && name === 'now') return NUMBER;
    if (object === 'ArrayBuffer' && name === 'isView' && isMemory(args()[0])) return integer(0, 0);
    throw new NoLowering(`${object}.${name}()`);
  }
  const { callee } = node;
  if (callee.kind === 'name' && known.unit.functions.has(callee.binding))
    return known.result(callee.binding);
  if (callee.kind === 'property') {
    const kind = kindOf(callee.object, known);
    if (kind.is === 'never') return NEVER;
    if (kind.is === 'view' && (callee.name === 'fill' || callee.name === 'copyWithin'))
      return NOTHING;
    if (kind.is === 'memory' && callee.name === 'grow') return integer(0, 65536);
    throw new NoLowering(`the method ${callee.name}()`);
  }
  if (callee.kind === 'global') throw new NoLowering(`${callee.name}()`);
  throw new NoLowering(callee.kind === 'name' ? `${callee.binding.name}()` : 'this call');
}

function isMemory(kind: Kind | undefined): boolean {
  return kind?.is === 'memory' || kind?.is === 'buffer';
}

/** Whether the name of a buffer's class is the one that a text has; undefined for other comparisons. */
function classComparison(
  node: Expression & { readonly kind: 'binary' },
  known: Known,
): boolean | undefined {
  const { left, right, operator } = node;
  if (left.kind !== 'call' || right.kind !== 'string' || !/^[!=]==$/.test(operator))
    return undefined;
  const [buffer] = left.args;
  const isName = left.callee.kind === 'global' && left.callee.name === 'String';
  if (!isName || buffer === undefined || kindOf(buffer, known).is !== 'buffer') return undefined;
  const name = known.unit.isShared ? 'SharedArrayBuffer' : 'ArrayBuffer';
  return (right.value === `[object ${name}]`) === (operator === '===');
}

/** The kind of a quotient that is rounded: an integer, though the quotient need not be one. */
function kindOfRounding(node: Call, name: string, known: Known): Kind | undefined {
  if (name !== 'ceil' && name !== 'floor') return undefined;
  const division = bare(node.args[0] as Expression);
  if (division.kind !== 'binary' || division.operator !== '/') return undefined;
  const [a, b] = [kindOf(division.left, known), kindOf(division.right, known)];
  if (!isInteger(a) || !isInteger(b) || b.lo < 1) return undefined;
  const ends = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
  const round = Math[name];
  return integer(round(Math.min(...ends)), round(Math.max(...ends)));
}

/** Whether a condition holds always or never; undefined if that is only known at run time. */
export function truthOf(node: Expression, known: Known): boolean | undefined {
  const of = (part: Expression): boolean | undefined => truthOf(part, known);
  switch (node.kind) {
    case 'boolean':
      return node.value;
    case 'unary':
      if (node.operator === '!') {
        const operand = of(node.operand);
        return operand === undefined ? undefined : !operand;
      }
      break;
    case 'cast':
    case 'group':
      return of(node.operand);
    case 'logical': {
      const left = of(node.left);
      if (node.operator === '??') break;
      if (left !== undefined) return left === (node.operator === '||') ? left : of(node.right);
      const right = of(node.right);
      return right === (node.operator === '||') ? right : undefined;
    }
    case 'binary': {
      const isClass = classComparison(node, known);
      if (isClass !== undefined) return isClass;
      const [left, right] = [kindOf(node.left, known), kindOf(node.right, known)];
      const holds = comparison(node.operator, left, right);
      if (holds !== undefined) return holds;
      break;
    }
    default:
  }
  const kind = kindOf(node, known);
  if (kind.is === 'undefined') return false;
  if (kind.is === 'buffer' || kind.is === 'view') return true;
  if (!isInteger(kind)) return undefined;
  if (kind.lo > 0 || kind.hi < 0) return true;
  return constantOf(kind) === 0 ? false : undefined;
}
