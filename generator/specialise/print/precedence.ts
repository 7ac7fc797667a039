import type { Binary, Expression } from '../syntax/tree.ts';

/** Precedences. An expression needs parentheses inside one with a higher precedence. */
export const PRECEDENCE = {
  sequence: 1,
  assign: 2,
  conditional: 3,
  coalesce: 4,
  or: 5,
  and: 6,
  unary: 17,
  update: 18,
  member: 19,
  primary: 20,
} as const;

export const BINARY_PRECEDENCE: Readonly<Record<Binary['operator'], number>> = {
  // Always in parentheses, because `in` is not allowed in the head of a `for`.
  in: 0,
  '|': 7,
  '^': 8,
  '&': 9,
  '==': 10,
  '!=': 10,
  '===': 10,
  '!==': 10,
  '<': 11,
  '<=': 11,
  '>': 11,
  '>=': 11,
  instanceof: 11,
  '<<': 13,
  '>>': 13,
  '>>>': 13,
  '+': 14,
  '-': 14,
  '*': 15,
  '/': 15,
  '%': 15,
  '**': 16,
};

const BITWISE = new Set<Binary['operator']>(['|', '^', '&', '<<', '>>', '>>>']);
const SHIFTS = new Set<Binary['operator']>(['<<', '>>', '>>>']);
const EQUALITY = new Set<Binary['operator']>(['==', '!=', '===', '!==']);
const PRODUCTS = new Set<Binary['operator']>(['*', '/', '%']);

/**
 * True if prettier puts parentheses around the operator `inner` in an operand of `outer` although
 * precedence does not need them. (TypeScript could not even parse `p << p >> (q)`: it would read type
 * arguments.)
 */
export function needsClearing(
  outer: Binary['operator'],
  inner: Binary['operator'],
  isLeft: boolean,
): boolean {
  if (BINARY_PRECEDENCE[outer] !== BINARY_PRECEDENCE[inner]) {
    if (inner === '%' && (outer === '+' || outer === '-')) return true;
    return BITWISE.has(outer);
  }
  if (!isLeft) return false;
  if (EQUALITY.has(outer) || SHIFTS.has(outer)) return true;
  return PRODUCTS.has(outer) && inner !== outer;
}

/** `as` and `satisfies`. */
export const CAST_PRECEDENCE = 11;

/** The precedence of an expression as it is printed, with or without types. */
export function precedenceOf(node: Expression, types: boolean): number {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'verbatim':
    case 'template':
    case 'name':
    case 'global':
    case 'keyword':
    case 'array':
    case 'object':
    case 'group':
    case 'option':
      return PRECEDENCE.primary;
    case 'property':
    case 'element':
    case 'call':
    case 'new':
      return PRECEDENCE.member;
    case 'update':
      return PRECEDENCE.update;
    case 'unary':
      return PRECEDENCE.unary;
    case 'binary':
      return BINARY_PRECEDENCE[node.operator];
    case 'logical':
      return { '&&': PRECEDENCE.and, '||': PRECEDENCE.or, '??': PRECEDENCE.coalesce }[
        node.operator
      ];
    case 'conditional':
      return PRECEDENCE.conditional;
    case 'assign':
    case 'spread':
      return PRECEDENCE.assign;
    case 'closure':
      return node.arrow ? PRECEDENCE.assign : PRECEDENCE.primary;
    case 'sequence':
      return PRECEDENCE.sequence;
    case 'cast':
      if (!types) return precedenceOf(node.operand, types);
      return node.operator === '!' ? PRECEDENCE.member : CAST_PRECEDENCE;
  }
}

/** True if the printed expression begins with `{` or `function`, which a statement must not. */
export function startsLikeStatement(node: Expression): boolean {
  switch (node.kind) {
    case 'object':
      return true;
    case 'closure':
      return !node.arrow;
    case 'property':
    case 'element':
      return startsLikeStatement(node.object);
    case 'call':
      return startsLikeStatement(node.callee);
    case 'binary':
    case 'logical':
    case 'sequence':
      return startsLikeStatement(node.left);
    case 'conditional':
      return startsLikeStatement(node.condition);
    case 'assign':
      return startsLikeStatement(node.target);
    case 'update':
      return !node.prefix && startsLikeStatement(node.target);
    case 'cast':
      return startsLikeStatement(node.operand);
    default:
      return false;
  }
}

/** True if a chain of members contains a call, so that `new` needs parentheses around it. */
export function containsCall(node: Expression): boolean {
  if (node.kind === 'call') return true;
  if (node.kind === 'property' || node.kind === 'element') return containsCall(node.object);
  return node.kind === 'cast' ? containsCall(node.operand) : false;
}
