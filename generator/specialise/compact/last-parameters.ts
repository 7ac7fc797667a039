import { summaryOf } from '../analyse/summary.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { FunctionDeclaration, Parameter } from '../syntax/tree.ts';

const SHORTEN: Computation<FunctionDeclaration, Asks, FunctionDeclaration> = {
  name: 'last-parameters',
  compute(node) {
    const { read, written } = summaryOf(node);
    const isUsed = ({ binding, init, rest }: Parameter): boolean =>
      init !== undefined || rest || read.has(binding) || written.has(binding);
    const used = node.parameters.findLastIndex(isUsed) + 1;
    return used === node.parameters.length
      ? node
      : { ...node, parameters: node.parameters.slice(0, used) };
  },
};

/**
 * Removes unused parameters at the end of the lists of exported functions. Callers stay as they are,
 * because JavaScript may pass any number of arguments.
 */
export function lastParameters(program: Program, { memo }: Session): Program {
  return mapDeclarations(program, (node) =>
    node.kind === 'function' && program.roots.has(node.binding)
      ? memo.run(SHORTEN, node, NOTHING_TO_ASK)
      : node,
  );
}
