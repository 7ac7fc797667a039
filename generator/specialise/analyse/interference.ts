import { isLogicalAssignment } from '../syntax/operators.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Body, Expression, FunctionDeclaration, Statement } from '../syntax/tree.ts';
import { childrenOf, visitExpression, visitStatement, type Visitor } from '../syntax/visit.ts';

type Live = ReadonlySet<Binding>;

/** Which variables of a function are live at the same time. */
export interface Interference {
  interfere(a: Binding, b: Binding): boolean;
  /** The function copies one variable to the other, so sharing one saves the copy. */
  copied(a: Binding, b: Binding): boolean;
}

const NOTHING: Live = new Set();

function union(a: Live, b: Live): Live {
  if (b.size === 0 || a === b) return a;
  if (a.size === 0) return b;
  return new Set([...a, ...b]);
}

function pairs(): { add(a: Binding, b: Binding): void; has(a: Binding, b: Binding): boolean } {
  const all = new Map<Binding, Set<Binding>>();
  const add = (a: Binding, b: Binding): void => {
    const known = all.get(a) ?? new Set();
    all.set(a, known.add(b));
  };
  return {
    add(a, b) {
      add(a, b);
      add(b, a);
    },
    has: (a, b) => all.get(a)?.has(b) === true,
  };
}

/**
 * Liveness analysis: walks a function backwards and keeps the set of live variables. A variable is
 * live from an assignment to the last read of its value. Two variables interfere if one is assigned
 * while the other is live.
 *
 * @param tracked parameters and locals
 * @throws Error if the function has a `try`, or if a closure or inner function names a tracked
 * variable: the walk does not see when those run
 */
export function interferenceOf(
  declaration: FunctionDeclaration,
  tracked: ReadonlySet<Binding>,
): Interference {
  const conflicts = pairs();
  const copies = pairs();
  /** The live variables at the targets of jumps; without a label, the last one is the innermost. */
  const jumps: { word: 'break' | 'continue'; label: string | undefined; live: Live }[] = [];

  const assigned = (binding: Binding, after: Live, value: Expression | undefined): Live => {
    if (!tracked.has(binding)) return after;
    const source = value?.kind === 'name' && tracked.has(value.binding) ? value.binding : undefined;
    for (const other of after) {
      if (other !== binding && other !== source) conflicts.add(binding, other);
    }
    if (source !== undefined) copies.add(binding, source);
    if (!after.has(binding)) return after;
    const before = new Set(after);
    before.delete(binding);
    return before;
  };

  const read = (binding: Binding, after: Live): Live =>
    tracked.has(binding) && !after.has(binding) ? new Set(after).add(binding) : after;

  const inner: Visitor = {
    expression(part) {
      if (part.kind === 'name' && tracked.has(part.binding))
        throw new Error(`${part.binding.name} is tracked, but an inner function names it`);
    },
  };

  const list = (nodes: readonly Expression[], after: Live): Live =>
    nodes.reduceRight((live, node) => expression(node, live), after);

  const expression = (node: Expression | undefined, after: Live): Live => {
    if (node === undefined) return after;
    switch (node.kind) {
      case 'name':
        return read(node.binding, after);
      case 'assign': {
        const { target, operator, value } = node;
        if (target.kind !== 'name') {
          const stored = expression(value, after);
          return list(
            childrenOf(target),
            isLogicalAssignment(operator) ? union(stored, after) : stored,
          );
        }
        if (operator === '=')
          return expression(value, assigned(target.binding, after, withoutCasts(value)));
        const before = expression(value, assigned(target.binding, after, undefined));
        return read(target.binding, isLogicalAssignment(operator) ? union(before, after) : before);
      }
      case 'update': {
        const { target } = node;
        if (target.kind !== 'name') return list(childrenOf(target), after);
        return read(target.binding, assigned(target.binding, after, undefined));
      }
      case 'logical':
        return expression(node.left, union(expression(node.right, after), after));
      case 'conditional':
        return expression(
          node.condition,
          union(expression(node.whenTrue, after), expression(node.whenFalse, after)),
        );
      case 'element':
      case 'property':
      case 'call': {
        // An optional chain, a?.b(c), may skip what follows its head.
        const [first, ...others] = childrenOf(node);
        return expression(first, union(list(others, after), after));
      }
      case 'closure':
        visitExpression(node, inner);
        return after;
      default:
        return list(childrenOf(node), after);
    }
  };

  const jumpTarget = (word: 'break' | 'continue', label: string | undefined): Live => {
    const target = jumps.findLast((jump) => jump.word === word && jump.label === label);
    return target?.live ?? NOTHING;
  };

  const within = (targets: typeof jumps, run: () => Live): Live => {
    jumps.push(...targets);
    const result = run();
    jumps.length -= targets.length;
    return result;
  };

  /** Repeats the walk of a loop until the live variables at its head are a fixed point. */
  const loop = (
    label: string | undefined,
    after: Live,
    turn: (head: Live, body: (node: Body, end: Live) => Live) => Live,
  ): Live => {
    let head: Live = NOTHING;
    for (;;) {
      const before = turn(head, (node, end) => {
        const targets = [undefined, ...(label === undefined ? [] : [label])].flatMap((name) => [
          { word: 'break' as const, label: name, live: after },
          { word: 'continue' as const, label: name, live: end },
        ]);
        return within(targets, () => statements(node, end));
      });
      const next = union(head, before);
      if (next.size === head.size) return before;
      head = next;
    }
  };

  const statements = (node: Body | undefined, after: Live): Live =>
    node === undefined
      ? after
      : node.statements.reduceRight((live, item) => statement(item, live, undefined), after);

  const statement = (node: Statement, after: Live, label: string | undefined): Live => {
    switch (node.kind) {
      case 'variable':
        if (node.init === undefined) return after;
        return expression(node.init, assigned(node.binding, after, withoutCasts(node.init)));
      case 'expression':
        return expression(node.expression, after);
      case 'return':
      case 'throw':
        return expression(node.value, NOTHING);
      case 'if':
        return expression(
          node.condition,
          union(statements(node.then, after), statements(node.else, after)),
        );
      case 'while':
        return loop(label, after, (head, body) =>
          expression(node.condition, union(body(node.body, head), after)),
        );
      case 'do':
        return loop(label, after, (head, body) =>
          body(node.body, expression(node.condition, union(head, after))),
        );
      case 'for': {
        const head = loop(label, after, (next, body) => {
          const again = expression(node.update, next);
          const inside = body(node.body, again);
          return node.condition === undefined
            ? inside
            : expression(node.condition, union(inside, after));
        });
        return node.variables.reduceRight(
          (live, variable) => statement(variable, live, undefined),
          expression(node.init, head),
        );
      }
      case 'forEach': {
        const head = loop(label, after, (next, body) =>
          assigned(
            node.variable.binding,
            union(body(node.body, union(next, after)), after),
            undefined,
          ),
        );
        return expression(node.iterable, union(head, after));
      }
      case 'switch': {
        const targets = [{ word: 'break' as const, label: undefined, live: after }];
        const inside = within(targets, () => {
          let end: Live = after;
          let entry: Live = after;
          for (const clause of node.clauses.toReversed()) {
            end = statements(clause.body, end);
            entry = union(entry, end);
          }
          // Any test may be the last one that runs.
          for (const clause of node.clauses.toReversed())
            entry = union(entry, expression(clause.test, entry));
          return entry;
        });
        return expression(node.discriminant, inside);
      }
      case 'jump':
        return jumpTarget(node.word, node.label);
      case 'block':
        return statements(node.body, after);
      case 'labelled':
        return within([{ word: 'break', label: node.label, live: after }], () =>
          statement(node.statement, after, node.label),
        );
      case 'try':
        throw new Error('the interference of variables is not known in a function with try');
      case 'function':
        visitStatement(node, inner);
        return after;
    }
  };

  const entry = statements(declaration.body, NOTHING);
  const own = declaration.parameters.map(({ binding }) => binding);
  for (const [i, parameter] of own.entries()) {
    for (const other of union(entry, new Set(own.slice(i + 1)))) {
      if (other !== parameter) conflicts.add(parameter, other);
    }
  }
  // A local that is read before it is assigned is undefined, so it cannot share a variable.
  const params = new Set(own);
  for (const binding of entry) {
    if (params.has(binding)) continue;
    for (const other of tracked) if (other !== binding) conflicts.add(binding, other);
  }
  return { interfere: conflicts.has, copied: copies.has };
}

/** The expression without the casts around it, which do nothing at run time. */
export function withoutCasts<T extends Expression | undefined>(node: T): T | Expression {
  return node?.kind === 'cast' ? withoutCasts(node.operand) : node;
}
