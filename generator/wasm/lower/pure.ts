import type { Expression } from '../../specialise/syntax/tree.ts';
import { childrenOf } from '../../specialise/syntax/visit.ts';
import { constantOf } from '../kinds/kind.ts';
import type { Emitter } from './emitter.ts';

/** Expressions that run no code of others and change nothing, whatever they are made of. */
export function isPure(node: Expression): boolean {
  if (node.kind === 'assign' || node.kind === 'update' || node.kind === 'new') return false;
  if (node.kind === 'call' && node.callee.kind === 'global') return node.args.every(isPure);
  if (node.kind === 'call')
    return (
      node.callee.kind === 'property' &&
      node.callee.object.kind === 'global' &&
      /^(?:Math|ArrayBuffer)$/.test(node.callee.object.name) &&
      node.args.every(isPure)
    );
  return childrenOf(node).every(isPure);
}

/** The value of an expression with one value only, if computing it does nothing. */
export function pureConstant(emit: Emitter, node: Expression): number | undefined {
  const value = constantOf(emit.kind(node));
  return value !== undefined && isPure(node) ? value : undefined;
}
