import { InlineError } from '../errors.ts';
import { isDroppable } from '../analyse/effects.ts';
import { isNumeric, isPrimitive } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { Binding } from '../syntax/binding.ts';
import { type SourceText, sameText } from '../syntax/text.ts';
import type {
  Call,
  Expression,
  FunctionDeclaration,
  Parameter,
  VariableStatement,
} from '../syntax/tree.ts';
import type { InlineContext } from './context.ts';
import { copyBody } from './copy.ts';
import { callsItself, inlinableBody, type Inlinable } from './shape.ts';
import { substituteConstant, type Duplicable } from './substitute.ts';
import { usesOf } from './uses.ts';

/** Refuses a call that cannot be replaced by the body of its callee. */
export function refuseInlining(call: Call, binding: Binding, reason: string): never {
  throw new InlineError(
    call.position,
    `${binding.name} is tagged @inline, but this call cannot be replaced by its body: ${reason}`,
  );
}

/** The value of the parameter at the start of the body. */
function argumentOf(
  parameter: Parameter,
  argument: Expression | undefined,
  refuse: (reason: string) => never,
  context: InlineContext,
): Expression {
  if (argument === undefined) return parameter.init ?? { kind: 'keyword', word: 'undefined' };
  if (parameter.init === undefined) return argument;
  const valueType = valueTypeOf(argument, context.facts);
  if (argument.kind === 'keyword' && argument.word === 'undefined') return parameter.init;
  if (isPrimitive(valueType) && valueType !== 'nullish') return argument;
  return refuse(
    `the argument for ${parameter.binding.name} may be undefined, and the parameter has a default`,
  );
}

/** True if the value has the declared type of the parameter without an annotation. */
function showsType(
  init: Expression,
  type: SourceText | undefined,
  context: InlineContext,
): boolean {
  if (init.kind === 'cast' && init.operator === 'as') return sameText(init.type, type);
  const isComputed = init.kind === 'binary' || init.kind === 'unary' || init.kind === 'element';
  return (
    isComputed &&
    type?.parts.length === 1 &&
    type.parts[0] === 'number' &&
    isNumeric(valueTypeOf(init, context.facts))
  );
}

function parameterConstant(
  { binding, type }: Parameter,
  init: Expression,
  body: Inlinable,
  context: InlineContext,
): VariableStatement {
  const keyword = usesOf(binding, body).assigned ? 'let' : 'const';
  const written = showsType(init, type, context) ? undefined : type;
  return {
    kind: 'variable',
    keyword,
    binding,
    type: written,
    init,
    definite: false,
    lead: [],
    trail: [],
  };
}

/**
 * The body of the called function with its arguments in place: statements to run first, then the
 * value. An argument that cannot take the place of its parameter becomes a constant.
 */
export function inlineCall(
  call: Call,
  binding: Binding,
  args: readonly Expression[],
  allowed: Duplicable,
  context: InlineContext,
): Inlinable {
  const refuse = (reason: string): never => refuseInlining(call, binding, reason);
  if (call.optional || args.some((argument) => argument.kind === 'spread'))
    refuse('it is optional or spreads its arguments');
  const declaration = context.prepared(binding, call.position);
  if (callsItself(declaration)) refuse('it calls itself');
  const body = inlinableBody(declaration);
  if (typeof body === 'string') return refuse(body);
  return withArguments(declaration, body, args, allowed, refuse, context);
}

/** A copy of the body of `declaration` with arguments in place of its parameters. */
export function withArguments(
  declaration: Pick<FunctionDeclaration, 'parameters'>,
  body: Inlinable,
  args: readonly Expression[],
  allowed: Duplicable,
  refuse: (reason: string) => never,
  context: InlineContext,
): Inlinable {
  const { parameters, ...copy } = copyBody(declaration, body);
  if (
    args.slice(parameters.length).some((argument) => !isDroppable(effectsOf(argument, context)))
  ) {
    refuse('it has more arguments than parameters');
  }
  const values = parameters.map((parameter, i) => argumentOf(parameter, args[i], refuse, context));
  let rest: Inlinable = copy;
  for (let i = parameters.length - 1; i >= 0; i -= 1) {
    const parameter = parameters[i] as Parameter;
    const value = values[i] as Expression;
    const substituted = substituteConstant(parameter.binding, value, rest, allowed, context);
    rest = substituted ?? {
      ...rest,
      statements: [parameterConstant(parameter, value, rest, context), ...rest.statements],
    };
  }
  return rest;
}
