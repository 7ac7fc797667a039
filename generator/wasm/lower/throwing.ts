import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Body, Statement } from '../../specialise/syntax/tree.ts';
import { visitBody, type Visitor } from '../../specialise/syntax/visit.ts';
import type { Inference } from '../kinds/infer.ts';

/** What a body calls, and whether it throws by itself. */
interface Throws {
  readonly itself: boolean;
  readonly calls: ReadonlySet<Binding>;
}

function throwsOf(body: Body): Throws {
  let itself = false;
  const calls = new Set<Binding>();
  const visitor: Visitor = {
    statement: (node: Statement) => {
      if (node.kind === 'throw') itself = true;
    },
    expression: (node) => {
      if (node.kind === 'new' && node.args.length > 1) itself = true;
      if (node.kind !== 'call') return;
      if (node.callee.kind === 'name') calls.add(node.callee.binding);
      else if (node.callee.kind === 'property' && node.callee.name === 'grow') itself = true;
    },
  };
  visitBody(body, visitor);
  return { itself, calls };
}

/** Functions that can end with an error, by themselves or in what they call. */
export function throwingFunctions(
  known: Inference,
  hosts: ReadonlySet<Binding>,
): ReadonlySet<Binding> {
  const throwing = new Set<Binding>(hosts);
  const found = new Map<Binding, Throws>();
  for (const [binding, { node }] of known.reached) found.set(binding, throwsOf(node.body));
  for (let size = -1; size !== throwing.size;) {
    size = throwing.size;
    for (const [binding, { itself, calls }] of found)
      if (itself || [...calls].some((callee) => throwing.has(callee))) throwing.add(binding);
  }
  return throwing;
}

/** True if a body can end with an error. */
export function canThrow(body: Body, throwing: ReadonlySet<Binding>): boolean {
  const { itself, calls } = throwsOf(body);
  return itself || [...calls].some((callee) => throwing.has(callee));
}
