import type { Rewriting } from '../rewrite.ts';

/** Classes of errors that make one when they are called, too. */
const CALLABLE: ReadonlySet<string> = new Set(['Error', 'RangeError', 'TypeError']);

/** `Error(message)` is `new Error(message)`. */
export const shortErrors = (): Rewriting => ({
  expression(node, position) {
    if (node.kind !== 'new' || node.callee.kind !== 'global') return node;
    return CALLABLE.has(node.callee.name)
      ? { ...node, kind: 'call', optional: false, position }
      : node;
  },
});
