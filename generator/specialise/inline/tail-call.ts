import { InlineError } from '../errors.ts';
import { bodyTerminates } from '../fold/jumps.ts';
import { withArguments } from './call.ts';
import type { InlineContext } from './context.ts';
import { withLead } from '../syntax/create.ts';
import type {
  Body,
  Call,
  Expression,
  FunctionDeclaration,
  Return,
  Statement,
} from '../syntax/tree.ts';
import { mapBody, replace } from '../syntax/map.ts';
import { visitBody } from '../syntax/visit.ts';

/** True if the body cannot move into another function together with its returns. */
function cannotMove({ body, typeParameters, parameters }: FunctionDeclaration): boolean {
  let found = typeParameters !== undefined || parameters.some(({ rest }) => rest);
  visitBody(body, {
    expression(node) {
      if (node.kind === 'keyword' && node.word !== 'null' && node.word !== 'undefined')
        found = true;
      return node.kind !== 'closure';
    },
    statement(node) {
      if (node.kind === 'labelled' || node.kind === 'function') found = true;
      return node.kind !== 'function';
    },
  });
  return found;
}

function returnsValue(body: Body): boolean {
  let found = false;
  visitBody(body, {
    expression: (node) => node.kind !== 'closure',
    statement(node) {
      if (node.kind === 'return' && node.value !== undefined) found = true;
    },
  });
  return found;
}

const RETURN: Return = { kind: 'return', value: undefined, lead: [], trail: [] };

/**
 * `caller` with the body of `callee` in place of a tail call, where a `return` of the callee is a
 * `return` of the caller. Undefined if there is no tail call of it.
 */
export function inlineTailCall(
  caller: FunctionDeclaration,
  callee: FunctionDeclaration,
  context: InlineContext,
): FunctionDeclaration | undefined {
  if (cannotMove(callee)) return undefined;
  const isVoid = !returnsValue(callee.body);
  const called = (node: Expression | undefined): Call | undefined =>
    node?.kind === 'call' && node.callee.kind === 'name' && node.callee.binding === callee.binding
      ? node
      : undefined;

  const inPlace = (call: Call, at: Statement, isLast: boolean): readonly Statement[] => {
    const refuse = (reason: string): never => {
      throw new InlineError(call.position, reason);
    };
    const { statements } = callee.body;
    const body = { statements, value: undefined };
    const inlined = withArguments(callee, body, call.args, 'atoms', refuse, context).statements;
    const [first, ...others] =
      isLast || bodyTerminates(callee.body) ? inlined : [...inlined, RETURN];
    return first === undefined ? [] : [withLead(first, at.lead), ...others];
  };

  const inBody = (body: Body, isLast: boolean): Body => {
    const end = body.statements.at(-1);
    return mapBody(body, (node) => inStatement(node, isLast && node === end));
  };

  const inStatement = (node: Statement, isLast: boolean): readonly Statement[] => {
    switch (node.kind) {
      case 'return': {
        const call = called(node.value);
        return call === undefined ? [node] : inPlace(call, node, isLast);
      }
      case 'expression': {
        const call = isLast && isVoid ? called(node.expression) : undefined;
        return call === undefined ? [node] : inPlace(call, node, isLast);
      }
      case 'if':
        return [
          replace(node, {
            then: inBody(node.then, isLast),
            else: node.else && inBody(node.else, isLast),
          }),
        ];
      case 'block':
        return [replace(node, { body: inBody(node.body, isLast) })];
      case 'try':
        return [replace(node, { body: inBody(node.body, false) })];
      default:
        return [node];
    }
  };

  const body = inBody(caller.body, true);
  return body === caller.body ? undefined : { ...caller, body };
}
