import type { Binding } from './binding.ts';
import type { SourceText } from './text.ts';
import type {
  Binary,
  Body,
  Expression,
  ExpressionKind,
  Logical,
  ObjectMember,
  Parameter,
  Sequence,
  Statement,
  StatementKind,
  SwitchClause,
  VariableStatement,
} from './tree.ts';

/**
 * How to rebuild the children of a node. If all results are the same objects, the node itself is
 * returned, so "nothing changed" is one comparison.
 */
export interface Mapping {
  readonly expression: (expression: Expression) => Expression;
  readonly body: (body: Body) => Body;
  /** For bindings where they are declared or named. Without it, they stay. */
  readonly binding?: (binding: Binding) => Binding;
  readonly text?: (text: SourceText) => SourceText;
}

/** `list.map(change)`, but the same array if nothing changes. */
export function mapList<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let result: T[] | undefined;
  for (let i = 0; i < list.length; i += 1) {
    const before = list[i] as T;
    const after = change(before);
    if (after !== before && result === undefined) result = list.slice(0, i);
    result?.push(after);
  }
  return result ?? list;
}

/** `node` with `changes`, or `node` itself if they change nothing. */
export function replace<T extends object>(node: T, changes: Partial<T>): T {
  for (const key in changes) {
    if (changes[key] !== node[key]) return { ...node, ...changes };
  }
  return node;
}

const same = <T>(item: T): T => item;

function optional<T>(item: T | undefined, change: (item: T) => T): T | undefined {
  return item === undefined ? undefined : change(item);
}

export function mapParameter(parameter: Parameter, by: Mapping): Parameter {
  return replace(parameter, {
    binding: (by.binding ?? same)(parameter.binding),
    type: optional(parameter.type, by.text ?? same),
    init: optional(parameter.init, by.expression),
  });
}

function mapMember(member: ObjectMember, by: Mapping): ObjectMember {
  return replace(member, {
    computed: optional(member.computed, by.expression),
    value: by.expression(member.value),
  });
}

/** True if the body of an arrow function is an expression. */
export function isExpressionBody(body: Body | Expression): body is Expression {
  return 'kind' in body;
}

type ExpressionMappers = {
  readonly [K in ExpressionKind]: (
    node: Extract<Expression, { kind: K }>,
    by: Mapping,
  ) => Expression;
};

/** Like the other frequent kinds, without an object for what might change. */
function mapOperands<T extends Binary | Logical | Sequence>(node: T, by: Mapping): T {
  const left = by.expression(node.left);
  const right = by.expression(node.right);
  return left === node.left && right === node.right ? node : { ...node, left, right };
}

/** In each, the children are in evaluation order. */
const expressions: ExpressionMappers = {
  number: same,
  string: same,
  boolean: same,
  verbatim: same,
  global: same,
  option: same,
  keyword: same,
  name: (node, by) =>
    by.binding === undefined ? node : replace(node, { binding: by.binding(node.binding) }),
  template: (node, by) => replace(node, { values: mapList(node.values, by.expression) }),
  property: (node, by) => {
    const object = by.expression(node.object);
    return object === node.object ? node : { ...node, object };
  },
  element: (node, by) => {
    const object = by.expression(node.object);
    const index = by.expression(node.index);
    return object === node.object && index === node.index ? node : { ...node, object, index };
  },
  call: (node, by) =>
    replace(node, {
      callee: by.expression(node.callee),
      typeArguments: optional(node.typeArguments, by.text ?? same),
      args: mapList(node.args, by.expression),
    }),
  new: (node, by) =>
    replace(node, {
      callee: by.expression(node.callee),
      typeArguments: optional(node.typeArguments, by.text ?? same),
      args: mapList(node.args, by.expression),
    }),
  unary: (node, by) => {
    const operand = by.expression(node.operand);
    return operand === node.operand ? node : { ...node, operand };
  },
  update: (node, by) => replace(node, { target: by.expression(node.target) as typeof node.target }),
  binary: mapOperands,
  logical: mapOperands,
  assign: (node, by) => {
    const target = by.expression(node.target) as typeof node.target;
    const value = by.expression(node.value);
    return target === node.target && value === node.value ? node : { ...node, target, value };
  },
  conditional: (node, by) =>
    replace(node, {
      condition: by.expression(node.condition),
      whenTrue: by.expression(node.whenTrue),
      whenFalse: by.expression(node.whenFalse),
    }),
  sequence: mapOperands,
  cast: (node, by) =>
    replace(node, {
      operand: by.expression(node.operand),
      type: optional(node.type, by.text ?? same),
    }),
  group: (node, by) => replace(node, { operand: by.expression(node.operand) }),
  spread: (node, by) => replace(node, { operand: by.expression(node.operand) }),
  array: (node, by) => replace(node, { elements: mapList(node.elements, by.expression) }),
  object: (node, by) =>
    replace(node, { members: mapList(node.members, (member) => mapMember(member, by)) }),
  closure: (node, by) =>
    replace(node, {
      typeParameters: optional(node.typeParameters, by.text ?? same),
      parameters: mapList(node.parameters, (parameter) => mapParameter(parameter, by)),
      returnType: optional(node.returnType, by.text ?? same),
      body: isExpressionBody(node.body) ? by.expression(node.body) : by.body(node.body),
    }),
};

/** `node` with its direct children rebuilt, in evaluation order. */
export function mapExpression(node: Expression, by: Mapping): Expression {
  return (expressions[node.kind] as (node: Expression, by: Mapping) => Expression)(node, by);
}

function mapVariable(node: VariableStatement, by: Mapping): VariableStatement {
  return replace(node, {
    init: optional(node.init, by.expression),
    binding: (by.binding ?? same)(node.binding),
    type: optional(node.type, by.text ?? same),
  });
}

function mapClause(clause: SwitchClause, by: Mapping): SwitchClause {
  return replace(clause, {
    test: optional(clause.test, by.expression),
    body: by.body(clause.body),
  });
}

type StatementMappers = {
  readonly [K in StatementKind]: (node: Extract<Statement, { kind: K }>, by: Mapping) => Statement;
};

const EMPTY_BLOCK: Statement = {
  kind: 'block',
  body: { statements: [], tail: [], braced: true },
  lead: [],
  trail: [],
};

const statements: StatementMappers = {
  variable: mapVariable,
  expression: (node, by) => replace(node, { expression: by.expression(node.expression) }),
  if: (node, by) =>
    replace(node, {
      condition: by.expression(node.condition),
      then: by.body(node.then),
      else: optional(node.else, by.body),
    }),
  while: (node, by) =>
    replace(node, { condition: by.expression(node.condition), body: by.body(node.body) }),
  do: (node, by) =>
    replace(node, { body: by.body(node.body), condition: by.expression(node.condition) }),
  for: (node, by) =>
    replace(node, {
      variables: mapList(node.variables, (variable) => mapVariable(variable, by)),
      init: optional(node.init, by.expression),
      condition: optional(node.condition, by.expression),
      update: optional(node.update, by.expression),
      body: by.body(node.body),
    }),
  forEach: (node, by) =>
    replace(node, {
      iterable: by.expression(node.iterable),
      variable: mapVariable(node.variable, by),
      body: by.body(node.body),
    }),
  switch: (node, by) =>
    replace(node, {
      discriminant: by.expression(node.discriminant),
      clauses: mapList(node.clauses, (clause) => mapClause(clause, by)),
    }),
  return: (node, by) => replace(node, { value: optional(node.value, by.expression) }),
  throw: (node, by) => replace(node, { value: by.expression(node.value) }),
  jump: same,
  block: (node, by) => replace(node, { body: by.body(node.body) }),
  labelled: (node, by) => {
    const one = { statements: [node.statement], tail: [], braced: false };
    const { statements: mapped } = by.body(one);
    const [statement = EMPTY_BLOCK] = mapped;
    // A block around them would take the label from a loop, and `continue` needs the loop.
    if (mapped.length > 1)
      throw new Error(`the statement after the label ${node.label} became ${mapped.length}`);
    return replace(node, { statement });
  },
  try: (node, by) =>
    replace(node, {
      body: by.body(node.body),
      parameter: optional(node.parameter, by.binding ?? same),
      handler: optional(node.handler, by.body),
      finalizer: optional(node.finalizer, by.body),
    }),
  function: (node, by) =>
    replace(node, {
      declaration: replace(node.declaration, {
        binding: (by.binding ?? same)(node.declaration.binding),
        parameters: mapList(node.declaration.parameters, (item) => mapParameter(item, by)),
        body: by.body(node.declaration.body),
      }),
    }),
};

/**
 * `node` with its direct children rebuilt.
 * @throws Error if a labelled statement becomes several: rules must handle those themselves
 */
export function mapStatement<T extends Statement>(node: T, by: Mapping): T {
  return (statements[node.kind] as (node: Statement, by: Mapping) => Statement)(node, by) as T;
}

/** `body` with each statement replaced by any number of others. */
export function mapBody(body: Body, change: (statement: Statement) => readonly Statement[]): Body {
  let result: Statement[] | undefined;
  body.statements.forEach((before, i) => {
    const after = change(before);
    if (result === undefined && (after.length !== 1 || after[0] !== before)) {
      result = body.statements.slice(0, i);
    }
    result?.push(...after);
  });
  return result === undefined ? body : { ...body, statements: result };
}
