import type { Binding } from '../syntax/binding.ts';
import type { Binary, Call, Expression, Unary } from '../syntax/tree.ts';
import type { ValueType } from '../syntax/value-type.ts';
import type { Constant, ConstantValue } from '../syntax/create.ts';

/** What is known of bindings. */
export interface Facts {
  constant(binding: Binding): Constant | undefined;
  valueType(binding: Binding): ValueType;
  /** The constant that a function without parameters returns, if it does nothing else. */
  returned(binding: Binding): Constant | undefined;
}

/** Only what the declarations themselves say. */
export const NO_FACTS: Facts = {
  constant: () => undefined,
  valueType: (binding) => binding.valueType,
  returned: () => undefined,
};

/** JavaScript's own operators, so results with int32, uint32, -0 and NaN are those of run time. */
const BINARY: Readonly<
  Record<Binary['operator'], ((left: any, right: any) => ConstantValue) | undefined>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  // Engines may round powers differently, but they agree on integers.
  '**': (left, right) => (Number.isSafeInteger(left ** right) ? left ** right : NaN),
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  // oxlint-disable-next-line eqeqeq
  '==': (left, right) => left == right,
  // oxlint-disable-next-line eqeqeq
  '!=': (left, right) => left != right,
  in: undefined,
  instanceof: undefined,
};

const UNARY: Readonly<Record<Unary['operator'], ((value: any) => ConstantValue) | undefined>> = {
  '-': (value) => -value,
  '+': (value) => +value,
  '~': (value) => ~value,
  '!': (value) => !value,
  typeof: undefined,
  void: () => undefined,
  delete: undefined,
};

/** Functions of Math whose results the language defines exactly. */
export const EXACT_MATH: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  clz32: Math.clz32,
  floor: Math.floor,
  imul: Math.imul,
  max: Math.max,
  min: Math.min,
  round: Math.round,
  sign: Math.sign,
  trunc: Math.trunc,
};

/** The name of the function in a call such as `Math.clz32(x)`. */
export function mathFunction({ callee }: Call): string | undefined {
  if (callee.kind !== 'property' || callee.optional) return undefined;
  return callee.object.kind === 'global' && callee.object.name === 'Math' ? callee.name : undefined;
}

function evaluateBinary(node: Binary, facts: Facts): Constant | undefined {
  const compute = BINARY[node.operator];
  const left = compute && evaluate(node.left, facts);
  const right = left && evaluate(node.right, facts);
  if (compute === undefined || left === undefined || right === undefined) return undefined;
  const value = compute(left.value, right.value);
  return node.operator === '**' && Number.isNaN(value) ? undefined : { value };
}

function evaluateCall(node: Call, facts: Facts): Constant | undefined {
  if (node.callee.kind !== 'name' || node.optional || node.args.length > 0)
    return evaluateMath(node, facts);
  return facts.returned(node.callee.binding);
}

function evaluateMath(node: Call, facts: Facts): Constant | undefined {
  const name = mathFunction(node);
  const compute = name === undefined ? undefined : EXACT_MATH[name];
  if (compute === undefined || node.optional) return undefined;
  const values: number[] = [];
  for (const argument of node.args) {
    const value = evaluate(argument, facts)?.value;
    if (typeof value !== 'number') return undefined;
    values.push(value);
  }
  return { value: compute(...values) };
}

/**
 * The value of an expression if it is known before the program runs and evaluating it has no
 * effects. Options must have been replaced by literals.
 */
export function evaluate(node: Expression, facts: Facts): Constant | undefined {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
      return { value: node.value };
    case 'keyword':
      if (node.word === 'null') return { value: null };
      return node.word === 'undefined' ? { value: undefined } : undefined;
    case 'name':
      return facts.constant(node.binding);
    case 'cast':
    case 'group':
      return evaluate(node.operand, facts);
    case 'unary': {
      const compute = UNARY[node.operator];
      const operand = compute && evaluate(node.operand, facts);
      return compute && operand && { value: compute(operand.value) };
    }
    case 'binary':
      return evaluateBinary(node, facts);
    case 'logical': {
      const left = evaluate(node.left, facts);
      if (left === undefined) return undefined;
      return decides(node.operator, left.value) ? left : evaluate(node.right, facts);
    }
    case 'conditional': {
      const condition = evaluate(node.condition, facts);
      if (condition === undefined) return undefined;
      return evaluate(condition.value ? node.whenTrue : node.whenFalse, facts);
    }
    case 'call':
      return evaluateCall(node, facts);
    case 'verbatim':
    case 'template':
    case 'global':
    case 'option':
    case 'property':
    case 'element':
    case 'new':
    case 'update':
    case 'assign':
    case 'sequence':
    case 'spread':
    case 'array':
    case 'object':
    case 'closure':
      return undefined;
  }
}

/** True if the left side of `&&`, `||` or `??` decides the result, so the right side is not evaluated. */
export function decides(operator: '&&' | '||' | '??', left: ConstantValue): boolean {
  switch (operator) {
    case '&&':
      return !left;
    case '||':
      return Boolean(left);
    case '??':
      return left !== null && left !== undefined;
  }
}
