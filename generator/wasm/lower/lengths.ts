import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Body } from '../../specialise/syntax/tree.ts';
import { visitBody } from '../../specialise/syntax/visit.ts';
import type { Inference } from '../kinds/infer.ts';
import { bare } from '../kinds/kind-of.ts';

/** Lengths of arrays that only a function reads which makes the array first: a local of it is enough. */
export function localLengths(known: Inference): ReadonlySet<Binding> {
  const local = new Set<Binding>();
  for (const variable of known.unit.variables.keys()) {
    const view = known.view(variable);
    if (view === undefined) continue;
    const isLocal = [...known.reached.values()].every(
      ({ node }) => !reads(node.body, variable) || makesFirst(node.body, variable),
    );
    const isOutside = [...known.called].length > 0;
    if (isLocal && !isOutside) local.add(view.length);
  }
  return local;
}

/** True if a body needs the length of an array, or copies the array. */
function reads(body: Body, variable: Binding): boolean {
  let found = false;
  visitBody(body, {
    expression: (node) => {
      const isIt = (each: typeof node): boolean => {
        const array = bare(each);
        return array.kind === 'name' && array.binding === variable;
      };
      if (node.kind === 'property' && isIt(node.object))
        found ||= node.name === 'length' || node.name === 'byteLength';
      if (node.kind === 'call' && node.callee.kind === 'property' && isIt(node.callee.object))
        found ||= node.args.length < 3;
      if (node.kind === 'assign' && isIt(node.value)) found = true;
    },
    statement: (node) => {
      if (node.kind !== 'variable' || node.init === undefined) return;
      const init = bare(node.init);
      if (init.kind === 'name' && init.binding === variable) found = true;
    },
  });
  return found;
}

/** True if one of the outer statements makes the array, and none before it reads the length. */
function makesFirst(body: Body, variable: Binding): boolean {
  for (const [i, node] of body.statements.entries()) {
    const made = node.kind === 'expression' && node.expression.kind === 'assign' && node.expression;
    if (made && made.target.kind === 'name' && made.target.binding === variable)
      return !reads({ ...body, statements: body.statements.slice(0, i) }, variable);
  }
  return false;
}
