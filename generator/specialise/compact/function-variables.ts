import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import {
  mapBody,
  mapExpression,
  mapList,
  mapStatement,
  replace,
  type Mapping,
} from '../syntax/map.ts';
import type { FunctionDeclaration, Statement, VariableStatement } from '../syntax/tree.ts';
import { visitBody, visitExpression, visitStatement, type Visitor } from '../syntax/visit.ts';

/** What closures and inner functions name: each turn of a loop has a variable of its own for them. */
function capturedIn({ body }: FunctionDeclaration): ReadonlySet<Binding> {
  const captured = new Set<Binding>();
  const inner: Visitor = {
    expression: (node) => void (node.kind === 'name' && captured.add(node.binding)),
  };
  visitBody(body, {
    expression(node) {
      if (node.kind !== 'closure') return true;
      visitExpression(node, inner);
      return false;
    },
    statement(node) {
      if (node.kind !== 'function') return true;
      visitStatement(node, inner);
      return false;
    },
  });
  return captured;
}

function isLoop({ kind }: Statement): boolean {
  return kind === 'while' || kind === 'do' || kind === 'for' || kind === 'forEach';
}

function withFunctionVariables(declaration: FunctionDeclaration): FunctionDeclaration {
  const captured = capturedIn(declaration);
  /** In each turn of a loop, a variable of a block is a new one, and undefined if it has no value. */
  const canBe = ({ binding, init }: VariableStatement, inLoop: boolean): boolean =>
    !inLoop || (init !== undefined && !captured.has(binding));
  const mapping = (inLoop: boolean): Mapping => {
    const by: Mapping = {
      expression: (node) => (node.kind === 'closure' ? node : mapExpression(node, by)),
      body: (body) => mapBody(body, (node) => [statement(node)]),
    };
    const statement = (node: Statement): Statement => {
      if (node.kind === 'function') return node;
      if (node.kind === 'variable')
        return canBe(node, inLoop) ? replace(node, { keyword: 'var' }) : node;
      const mapped = mapStatement(node, isLoop(node) && !inLoop ? mapping(true) : by);
      if (mapped.kind === 'forEach' && !captured.has(mapped.variable.binding))
        return { ...mapped, variable: replace(mapped.variable, { keyword: 'var' }) };
      const isVar = (each: VariableStatement): boolean =>
        canBe(each, inLoop) && !captured.has(each.binding);
      if (mapped.kind !== 'for' || !mapped.variables.every(isVar)) return mapped;
      const variables = mapList(mapped.variables, (each) => replace(each, { keyword: 'var' }));
      return replace(mapped, { variables });
    };
    return by;
  };
  return replace(declaration, { body: mapping(false).body(declaration.body) });
}

const DECLARE: Computation<FunctionDeclaration, Asks, FunctionDeclaration> = {
  name: 'function-variables',
  compute: withFunctionVariables,
};

/**
 * Declares locals with `var`, as the variables of the module are in a bundle. esbuild may then put a declaration into
 * the head of the loop after it, and each variable of a function has a name of its own.
 */
export function functionVariables(program: Program, { memo }: Session): Program {
  return mapDeclarations(program, (node) =>
    node.kind === 'function' ? memo.run(DECLARE, node, NOTHING_TO_ASK) : node,
  );
}
