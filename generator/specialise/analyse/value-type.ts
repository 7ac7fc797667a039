import {
  COMPOUND_ASSIGNMENTS,
  isLogicalAssignment,
  valueTypeOfBinary,
  type UnaryOperator,
} from '../syntax/operators.ts';
import type { Expression } from '../syntax/tree.ts';
import {
  TYPED_ARRAYS,
  type ValueType,
  isNumeric,
  joinValueTypes,
  valueTypeOfNumber,
} from '../syntax/value-type.ts';
import { EXACT_MATH, mathFunction, type Facts } from './evaluate.ts';

const UNARY: Readonly<Record<UnaryOperator, ValueType>> = {
  '-': 'number',
  '+': 'number',
  '~': 'int32',
  '!': 'boolean',
  typeof: 'string',
  void: 'nullish',
  delete: 'boolean',
};

/** The value type of an expression. */
export function valueTypeOf(node: Expression, facts: Facts): ValueType {
  switch (node.kind) {
    case 'number':
      return valueTypeOfNumber(node.value);
    case 'string':
    case 'template':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'name': {
      const value = facts.constant(node.binding)?.value;
      return typeof value === 'number' ? valueTypeOfNumber(value) : facts.valueType(node.binding);
    }
    case 'option':
      return node.query === 'CONFIG_VAL' ? 'number' : 'boolean';
    case 'keyword':
      return node.word === 'null' || node.word === 'undefined' ? 'nullish' : 'unknown';
    case 'element':
      return valueTypeOf(node.object, facts) === 'array' &&
        isNumeric(valueTypeOf(node.index, facts))
        ? 'number'
        : 'unknown';
    case 'call': {
      const math = mathFunction(node);
      if (math === 'clz32' || math === 'imul') return 'int32';
      if (math !== undefined && math in EXACT_MATH) return 'number';
      return node.callee.kind === 'name' && !node.optional
        ? node.callee.binding.returns
        : 'unknown';
    }
    case 'unary': {
      const valueType = UNARY[node.operator];
      return !isNumeric(valueType) || isNumeric(valueTypeOf(node.operand, facts))
        ? valueType
        : 'unknown';
    }
    case 'update':
      return isNumeric(valueTypeOf(node.target, facts)) ? 'number' : 'unknown';
    case 'binary':
      return valueTypeOfBinary(
        node.operator,
        valueTypeOf(node.left, facts),
        valueTypeOf(node.right, facts),
      );
    case 'logical':
      return joinValueTypes([valueTypeOf(node.left, facts), valueTypeOf(node.right, facts)]);
    case 'assign': {
      if (node.operator === '=') return valueTypeOf(node.value, facts);
      if (isLogicalAssignment(node.operator)) return 'unknown';
      const operator = COMPOUND_ASSIGNMENTS[node.operator];
      return valueTypeOfBinary(
        operator,
        valueTypeOf(node.target, facts),
        valueTypeOf(node.value, facts),
      );
    }
    case 'conditional':
      return joinValueTypes([
        valueTypeOf(node.whenTrue, facts),
        valueTypeOf(node.whenFalse, facts),
      ]);
    case 'sequence':
      return valueTypeOf(node.right, facts);
    case 'cast':
    case 'group':
      return valueTypeOf(node.operand, facts);
    case 'property':
      return node.optional ? 'unknown' : node.valueType;
    case 'verbatim':
    case 'global':
    case 'spread':
    case 'array':
    case 'closure':
      return 'unknown';
    case 'new':
      return node.callee.kind === 'global' && TYPED_ARRAYS.has(node.callee.name)
        ? 'array'
        : 'unknown';
    case 'object':
      return node.members.every(({ key }) => key !== undefined && !key.includes('__proto__'))
        ? 'plain'
        : 'unknown';
  }
}
