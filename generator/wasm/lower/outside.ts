import type { Binding } from '../../specialise/syntax/binding.ts';
import type { FunctionDeclaration } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import type { Inference } from '../kinds/infer.ts';
import { constantOf } from '../kinds/kind.ts';
import { uses } from '../kinds/uses.ts';

/** That a function which stays JavaScript needs something that only the module has. */
export function unreadable(binding: Binding, node: FunctionDeclaration): NoLowering {
  const error = new NoLowering(`${binding.name} in ${node.binding.name}()`, node.position);
  error.within = node.binding;
  return error;
}

/**
 * The variables of the module that a function reads which stays JavaScript.
 * @throws NoLowering if it changes one, or calls another function
 */
export function readByOutside(
  known: Inference,
  node: FunctionDeclaration,
  isRoot = false,
): readonly Binding[] {
  const { assigned, called, named } = uses(node.body);
  const refuse = (binding: Binding): never => {
    throw unreadable(binding, node);
  };
  for (const binding of assigned) if (binding.topLevel) refuse(binding);
  for (const binding of called) if (binding.topLevel) refuse(binding);
  return [...named].filter((binding) => {
    if (!binding.topLevel || called.has(binding)) return false;
    if (known.unit.objects.has(binding)) return isRoot || refuse(binding);
    return constantOf(known.kind(binding)) === undefined;
  });
}
