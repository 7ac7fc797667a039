import { summaryOf } from '../analyse/summary.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { Parameter } from '../syntax/tree.ts';

/**
 * Removes unused parameters at the end of the lists of exported functions. Callers stay as they are,
 * because JavaScript may pass any number of arguments.
 */
export function lastParameters(program: Program): Program {
  return mapDeclarations(program, (node): Declaration => {
    if (node.kind !== 'function' || !program.roots.has(node.binding)) return node;
    const { read, written } = summaryOf(node);
    const isUsed = ({ binding, init, rest }: Parameter): boolean =>
      init !== undefined || rest || read.has(binding) || written.has(binding);
    const used = node.parameters.findLastIndex(isUsed) + 1;
    return used === node.parameters.length
      ? node
      : { ...node, parameters: node.parameters.slice(0, used) };
  });
}
