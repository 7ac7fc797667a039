import { isLogicalAssignment } from '../syntax/operators.ts';
import { addEffects, commute, newEffects, type EffectsBuilder } from '../analyse/effects.ts';
import { addOwnEffects, addTargetRead } from '../analyse/expression-effects.ts';
import { addExpressionEffects } from '../analyse/walk-effects.ts';
import { InlineError } from '../errors.ts';
import type { Binding } from '../syntax/binding.ts';
import type {
  Assign,
  Body,
  Call,
  Closure,
  Expression,
  Statement,
  Target,
  Update,
} from '../syntax/tree.ts';
import { isExpressionBody, mapExpression, mapList, replace } from '../syntax/map.ts';
import { visitExpression } from '../syntax/visit.ts';
import { inlineCall, refuseInlining, withArguments } from './call.ts';
import type { InlineContext } from './context.ts';
import { inlinableBody, type Inlinable } from './shape.ts';
import { effectsOfRest } from './substitute.ts';
import { isOptionalChain } from './trace.ts';

/** The state of expanding the expressions of one statement, in evaluation order. */
export interface Expansion {
  /** Statements to run before the statement. */
  readonly prelude: Statement[];
  /** The effects of the parts evaluated so far. */
  readonly before: EffectsBuilder;
  /** True if statements can run before this one each time; false for the condition of a loop. */
  readonly canHoist: boolean;
  /** True while the current part may be skipped. */
  conditional: boolean;
  readonly context: InlineContext;
  /** Expands the body of a closure. */
  readonly body: (body: Body) => Body;
}

export function startExpansion(
  context: InlineContext,
  body: (body: Body) => Body,
  canHoist: boolean,
): Expansion {
  return { prelude: [], before: newEffects(), canHoist, conditional: false, context, body };
}

function conditionally<T>(state: Expansion, skipped: boolean, expand: () => T): T {
  const before = state.conditional;
  state.conditional ||= skipped;
  const result = expand();
  state.conditional = before;
  return result;
}

/** Why statements cannot run before the statement with the call; undefined if they can. */
function obstacle(state: Expansion, prelude: readonly Statement[]): string | undefined {
  if (!state.canHoist) return 'nothing can run before the condition or update of a loop each time';
  if (state.conditional) return 'it may be skipped, and needs statements of its own';
  const effects = effectsOfRest({ statements: prelude, value: undefined }, state.context);
  return commute(state.before, effects)
    ? undefined
    : 'the parts of the statement before it would run after it';
}

/** Replaces an inlined call by its value, and adds its statements to the prelude. */
function expandCall(call: Call, binding: Binding, state: Expansion): Expression {
  const inner: Expansion = { ...state, before: newEffects(), prelude: [] };
  addEffects(inner.before, state.before);
  const args = call.args.map((argument) => expandExpression(argument, inner));
  state.prelude.push(...inner.prelude);
  let { statements, value } = inlineCall(call, binding, args, 'atoms', state.context);
  let reason = statements.length === 0 ? undefined : obstacle(state, statements);
  if (reason !== undefined) {
    ({ statements, value } = inlineCall(call, binding, args, 'arithmetic', state.context));
    reason = statements.length === 0 ? undefined : obstacle(state, statements);
  }
  if (reason !== undefined) refuseInlining(call, binding, reason);
  state.prelude.push(...statements);
  const result: Expression = value ?? { kind: 'keyword', word: 'undefined' };
  addExpressionEffects(result, state.before, state.context);
  return result;
}

/** The body of a closure that can take the place of a call of it with these arguments. */
function closureBody(closure: Closure, args: readonly Expression[]): Inlinable | undefined {
  const { arrow, body, parameters, typeParameters } = closure;
  const isPlain = parameters.every(({ init, optional, rest }) => !init && !optional && !rest);
  const isGiven = args.length === parameters.length && args.every(({ kind }) => kind !== 'spread');
  if (!arrow || !isPlain || !isGiven) return undefined;
  if (isExpressionBody(body)) return { statements: [], value: body };
  const inlinable = inlinableBody({ body, parameters, typeParameters });
  return typeof inlinable === 'string' ? undefined : inlinable;
}

/** Replaces `(p => …)(a)` by the body of the closure; undefined if that has to stay a call. */
function expandCalledClosure(call: Call, state: Expansion): Expression | undefined {
  const { callee, args, optional } = call;
  if (callee.kind !== 'closure' || optional) return undefined;
  const body = closureBody(callee, args);
  // Its arguments are expanded, so nothing has to run before them.
  if (body === undefined || args.some((argument) => hasInlined(argument, state.context)))
    return undefined;
  const refuse = (reason: string): never => {
    throw new InlineError(call.position, reason);
  };
  const { statements, value } = withArguments(callee, body, args, 'atoms', refuse, state.context);
  if (statements.length > 0 && obstacle(state, statements) !== undefined) return undefined;
  state.prelude.push(...statements);
  const result: Expression = value ?? { kind: 'keyword', word: 'undefined' };
  addExpressionEffects(result, state.before, state.context);
  return result;
}

/** True if the expression, or a closure in it, names an inlined function or calls a closure at once. */
export function hasInlined(node: Expression, context: InlineContext): boolean {
  let found = false;
  visitExpression(node, {
    expression(part) {
      found ||= part.kind === 'call' && part.callee.kind === 'closure';
      found ||= part.kind === 'name' && part.binding.topLevel && context.isInlined(part.binding);
      return !found;
    },
  });
  return found;
}

function expandTarget(target: Target, state: Expansion): Target {
  if (target.kind === 'property')
    return replace(target, { object: expandExpression(target.object, state) });
  if (target.kind !== 'element') return target;
  const object = expandExpression(target.object, state);
  return replace(target, { object, index: expandExpression(target.index, state) });
}

function expandAssign(node: Assign | Update, state: Expansion): Expression {
  const target = expandTarget(node.target, state);
  if (node.kind === 'update') return replace(node, { target });
  if (node.operator !== '=') addTargetRead(target, state.before, state.context);
  const isSkippable = isLogicalAssignment(node.operator);
  const value = conditionally(state, isSkippable, () => expandExpression(node.value, state));
  return replace(node, { target, value });
}

function expandChildren(node: Expression, state: Expansion): Expression {
  const expand = (part: Expression): Expression => expandExpression(part, state);
  if (node.kind === 'call' && isOptionalChain(node)) {
    const callee = expand(node.callee);
    return replace(node, {
      callee,
      args: conditionally(state, true, () => mapList(node.args, expand)),
    });
  }
  if (node.kind === 'element' && isOptionalChain(node)) {
    const object = expand(node.object);
    return replace(node, { object, index: conditionally(state, true, () => expand(node.index)) });
  }
  return mapExpression(node, { expression: expand, body: state.body });
}

/** Replaces the inlined calls in `node`, in evaluation order. */
export function expandExpression(node: Expression, state: Expansion): Expression {
  const expand = (part: Expression): Expression => expandExpression(part, state);
  let result: Expression;
  switch (node.kind) {
    case 'name':
      if (state.context.isInlined(node.binding)) {
        throw new InlineError(
          node.position,
          `${node.binding.name} is tagged @inline, so it can only be called`,
        );
      }
      result = node;
      break;
    case 'call':
      if (node.callee.kind === 'name' && state.context.isInlined(node.callee.binding)) {
        return expandCall(node, node.callee.binding, state);
      }
      result = expandCalledClosure(node, state) ?? expandChildren(node, state);
      if (result.kind !== 'call') return result;
      break;
    case 'logical': {
      const left = expand(node.left);
      result = replace(node, { left, right: conditionally(state, true, () => expand(node.right)) });
      break;
    }
    case 'conditional': {
      const condition = expand(node.condition);
      const whenTrue = conditionally(state, true, () => expand(node.whenTrue));
      result = replace(node, {
        condition,
        whenTrue,
        whenFalse: conditionally(state, true, () => expand(node.whenFalse)),
      });
      break;
    }
    case 'closure': {
      const inner = startExpansion(state.context, state.body, false);
      return replace(node, {
        parameters: mapList(node.parameters, (parameter) =>
          replace(parameter, { init: parameter.init && expandExpression(parameter.init, inner) }),
        ),
        body: isExpressionBody(node.body)
          ? expandExpression(node.body, inner)
          : state.body(node.body),
      });
    }
    case 'assign':
    case 'update':
      result = expandAssign(node, state);
      break;
    default:
      result = expandChildren(node, state);
  }
  addOwnEffects(result, state.before, state.context);
  return result;
}
