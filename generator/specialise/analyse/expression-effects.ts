import { isLogicalAssignment } from '../syntax/operators.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Binary, Call, Expression, New, PropertyAccess, Target } from '../syntax/tree.ts';
import { type ValueType, isNumeric, isPrimitive } from '../syntax/value-type.ts';
import { addEffects, newEffects, type Effects, type EffectsBuilder } from './effects.ts';
import { EXACT_MATH, mathFunction, type Facts } from './evaluate.ts';
import { valueTypeOf } from './value-type.ts';

/** What the effects of an expression depend on besides the expression. */
export interface EffectsContext {
  readonly facts: Facts;
  /** The effects of calling a function of the templates; undefined if they are not known. */
  readonly calling: (binding: Binding) => Effects | undefined;
}

/** Globals that every engine has. */
const SAFE_GLOBALS = new Set(['Math', 'Number', 'NaN', 'Infinity']);
const ARRAY_PROPERTIES = new Set([
  'length',
  'byteLength',
  'byteOffset',
  'buffer',
  'BYTES_PER_ELEMENT',
]);
const ARRAY_CLASSES = new Set([
  'Int32Array',
  'Uint32Array',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Float64Array',
  'ArrayBuffer',
  'Array',
]);
const EMPTY_CLASSES = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

const isAlwaysThere = (name: string): boolean =>
  SAFE_GLOBALS.has(name) || ARRAY_CLASSES.has(name) || EMPTY_CLASSES.has(name);

/** Operators that do not convert their operands. */
const PLAIN_OPERATORS: ReadonlySet<Binary['operator']> = new Set(['===', '!==']);

function objectType(node: Expression, context: EffectsContext): ValueType {
  return valueTypeOf(node, context.facts);
}

function propertyEffects(
  node: PropertyAccess,
  context: EffectsContext,
  locations: Set<unknown>,
): boolean {
  const valueType = objectType(node.object, context);
  if (valueType === 'plain') {
    locations.add(`.${node.name}`);
    return true;
  }
  if (valueType === 'array' && ARRAY_PROPERTIES.has(node.name)) return true;
  return node.object.kind === 'global' && SAFE_GLOBALS.has(node.object.name);
}

function operandsConvert(operands: readonly Expression[], context: EffectsContext): boolean {
  return operands.every((operand) => isPrimitive(valueTypeOf(operand, context.facts)));
}

function callEffects(node: Call, context: EffectsContext): Effects | undefined {
  if (node.optional || node.args.some((argument) => argument.kind === 'spread')) return undefined;
  const math = mathFunction(node);
  if (math !== undefined && math in EXACT_MATH && operandsConvert(node.args, context))
    return newEffects();
  return node.callee.kind === 'name' ? context.calling(node.callee.binding) : undefined;
}

function newIsPlain(node: New): boolean {
  if (node.callee.kind !== 'global') return false;
  const { name } = node.callee;
  if (EMPTY_CLASSES.has(name)) return node.args.length === 0;
  const [length] = node.args;
  return (
    ARRAY_CLASSES.has(name) &&
    node.args.length <= 1 &&
    (length === undefined || (length.kind === 'number' && length.value < 2 ** 24))
  );
}

/** Adds the write at the end of an assignment. */
function writeEffects(
  target: Target,
  effects: EffectsBuilder,
  context: EffectsContext,
  value: Expression | undefined,
): void {
  switch (target.kind) {
    case 'name':
      effects.writes.add(target.binding);
      return;
    case 'element': {
      const isNumber = value === undefined || isNumeric(valueTypeOf(value, context.facts));
      const isArray =
        objectType(target.object, context) === 'array' &&
        isNumeric(valueTypeOf(target.index, context.facts));
      if (isArray && isNumber) effects.writes.add('[]');
      else effects.opaque = true;
      return;
    }
    case 'property':
      if (objectType(target.object, context) === 'plain') effects.writes.add(`.${target.name}`);
      else effects.opaque = true;
      return;
    case 'global':
      effects.opaque = true;
      return;
  }
}

/**
 * Adds what `node` itself does after its children are evaluated: a read, a write, a call, a conversion.
 * The target of an assignment is not a child, but its object and index are.
 */
export function addOwnEffects(
  node: Expression,
  effects: EffectsBuilder,
  context: EffectsContext,
): void {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'verbatim':
    case 'option':
    case 'keyword':
    case 'logical':
    case 'conditional':
    case 'sequence':
    case 'cast':
    case 'group':
    case 'closure':
    case 'array':
      return;
    case 'name':
      effects.reads.add(node.binding);
      return;
    case 'global':
      if (!isAlwaysThere(node.name)) effects.opaque = true;
      return;
    case 'template':
      if (!operandsConvert(node.values, context)) effects.opaque = true;
      return;
    case 'property':
      if (!propertyEffects(node, context, effects.reads)) effects.opaque = true;
      return;
    case 'element':
      if (valueTypeOf(node, context.facts) === 'number' && !node.optional) effects.reads.add('[]');
      else effects.opaque = true;
      return;
    case 'call': {
      const called = callEffects(node, context);
      if (called === undefined) effects.opaque = true;
      else addEffects(effects, called);
      return;
    }
    case 'new':
      if (!newIsPlain(node)) effects.opaque = true;
      return;
    case 'unary':
      if (node.operator === 'delete') effects.opaque = true;
      if ('-+~'.includes(node.operator) && !operandsConvert([node.operand], context))
        effects.opaque = true;
      return;
    case 'update':
      addTargetRead(node.target, effects, context);
      writeEffects(node.target, effects, context, undefined);
      return;
    case 'binary':
      if (node.operator === 'in' || node.operator === 'instanceof') effects.opaque = true;
      else if (
        !PLAIN_OPERATORS.has(node.operator) &&
        !operandsConvert([node.left, node.right], context)
      )
        effects.opaque = true;
      return;
    case 'assign':
      if (node.operator !== '=') {
        addTargetRead(node.target, effects, context);
        if (
          !isLogicalAssignment(node.operator) &&
          !operandsConvert([node.target, node.value], context)
        )
          effects.opaque = true;
      }
      writeEffects(node.target, effects, context, node.operator === '=' ? node.value : undefined);
      return;
    case 'spread':
      effects.opaque = true;
      return;
    case 'object':
      if (node.members.some((member) => member.key === undefined)) effects.opaque = true;
      return;
  }
}

/** Adds the read of the target with which `target += x` and `target++` begin. */
export function addTargetRead(
  target: Target,
  effects: EffectsBuilder,
  context: EffectsContext,
): void {
  addOwnEffects(target, effects, context);
}
