import type { Rewriting } from '../rewrite.ts';

/** Classes of errors that can be called without `new`. */
const CALLABLE: ReadonlySet<string> = new Set(['Error', 'RangeError', 'TypeError']);

/** Rewrites `new Error(message)` to `Error(message)`. */
export const shortErrors = (): Rewriting => ({
  expression(node, position) {
    if (node.kind !== 'new' || node.callee.kind !== 'global') return node;
    return CALLABLE.has(node.callee.name)
      ? { ...node, kind: 'call', optional: false, position }
      : node;
  },
});
