import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Body } from '../../specialise/syntax/tree.ts';
import { visitBody } from '../../specialise/syntax/visit.ts';

/** The names that a body assigns to, calls and mentions. */
export interface Uses {
  readonly assigned: ReadonlySet<Binding>;
  readonly called: ReadonlySet<Binding>;
  readonly named: ReadonlySet<Binding>;
}

export function uses(body: Body): Uses {
  const assigned = new Set<Binding>();
  const called = new Set<Binding>();
  const named = new Set<Binding>();
  visitBody(body, {
    expression(node) {
      if (node.kind === 'name') named.add(node.binding);
      if (node.kind === 'call' && node.callee.kind === 'name') called.add(node.callee.binding);
      if ((node.kind === 'assign' || node.kind === 'update') && node.target.kind === 'name')
        assigned.add(node.target.binding);
    },
  });
  return { assigned, called, named };
}
