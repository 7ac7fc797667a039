import { isLogicalAssignment } from '../syntax/operators.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { Call, Expression } from '../syntax/tree.ts';
import { visitDeclaration, visitExpression, type Visitor } from '../syntax/visit.ts';
import { isNumeric } from '../syntax/value-type.ts';

/** How a declaration, or a whole program, uses bindings. */
export interface Summary {
  /** The value is used, or a type names the binding. */
  readonly read: ReadonlySet<Binding>;
  readonly written: ReadonlySet<Binding>;
  /** Referenced other than as a callee. */
  readonly values: ReadonlySet<Binding>;
  /** Locals that a statement declares, as opposed to the head of a loop. */
  readonly locals: ReadonlySet<Binding>;
  /** Calls by callee, except optional ones. */
  readonly calls: ReadonlyMap<Binding, readonly Call[]>;
  /** It calls an arrow function where that is written. */
  readonly callsClosure: boolean;
}

const summaries = new WeakMap<Declaration, Summary>();

/** The variable of `x += e` or `x++`, if the statement uses its old value only for the new one. */
function isOnlyWritten(node: Expression): Binding | undefined {
  if (node.kind !== 'assign' && node.kind !== 'update') return undefined;
  if (node.target.kind !== 'name' || !isNumeric(node.target.binding.valueType)) return undefined;
  const isLogical = node.kind === 'assign' && isLogicalAssignment(node.operator);
  return isLogical ? undefined : node.target.binding;
}

function summarise(declaration: Declaration): Summary {
  const read = new Set<Binding>();
  const written = new Set<Binding>();
  const values = new Set<Binding>();
  const calls = new Map<Binding, Call[]>();
  const locals = new Set<Binding>();
  let callsClosure = false;
  const visitor: Visitor = {
    statement(node) {
      if (node.kind === 'variable') locals.add(node.binding);
      const target = node.kind === 'expression' ? isOnlyWritten(node.expression) : undefined;
      if (node.kind !== 'expression' || target === undefined) return true;
      written.add(target);
      if (node.expression.kind === 'assign') visitExpression(node.expression.value, visitor);
      return false;
    },
    expression(node) {
      if (node.kind === 'name') {
        read.add(node.binding);
        values.add(node.binding);
      } else if (
        (node.kind === 'assign' || node.kind === 'update') &&
        node.target.kind === 'name'
      ) {
        written.add(node.target.binding);
        if (node.kind === 'update' || node.operator !== '=') read.add(node.target.binding);
        if (node.kind === 'assign') visitExpression(node.value, visitor);
        return false;
      } else if (node.kind === 'call' && node.callee.kind === 'name' && !node.optional) {
        const { binding } = node.callee;
        read.add(binding);
        const known = calls.get(binding);
        if (known === undefined) calls.set(binding, [node]);
        else known.push(node);
        for (const part of node.typeArguments?.parts ?? [])
          if (typeof part !== 'string') read.add(part);
        for (const argument of node.args) visitExpression(argument, visitor);
        return false;
      } else if (node.kind === 'call' && node.callee.kind === 'closure') callsClosure = true;
      return true;
    },
    text({ parts }) {
      for (const part of parts) {
        if (typeof part === 'string' || part === declaration.binding) continue;
        read.add(part);
        values.add(part);
      }
    },
  };
  visitDeclaration(declaration, visitor);
  return { read, written, values, calls, locals, callsClosure };
}

/** How `declaration` uses bindings; cached by the identity of the declaration. */
export function summaryOf(declaration: Declaration): Summary {
  const known = summaries.get(declaration);
  if (known !== undefined) return known;
  const summary = summarise(declaration);
  summaries.set(declaration, summary);
  return summary;
}

/** How a program uses the bindings of its declarations. */
export type ProgramSummary = Pick<Summary, 'read' | 'written' | 'values' | 'calls'>;

const summariesOfAll = new WeakMap<readonly Declaration[], ProgramSummary>();

/**
 * How all of `declarations` use bindings at the top level; cached by the identity of the array. Each part is made when
 * it is asked for.
 */
export function summaryOfAll(declarations: readonly Declaration[]): ProgramSummary {
  const known = summariesOfAll.get(declarations);
  if (known !== undefined) return known;
  const summary = new WholeSummary(declarations);
  summariesOfAll.set(declarations, summary);
  return summary;
}

class WholeSummary implements ProgramSummary {
  readonly #declarations: readonly Declaration[];
  #read: ReadonlySet<Binding> | undefined;
  #written: ReadonlySet<Binding> | undefined;
  #values: ReadonlySet<Binding> | undefined;
  #calls: ReadonlyMap<Binding, readonly Call[]> | undefined;

  constructor(declarations: readonly Declaration[]) {
    this.#declarations = declarations;
  }

  get read(): ReadonlySet<Binding> {
    return (this.#read ??= this.#union('read'));
  }

  get written(): ReadonlySet<Binding> {
    return (this.#written ??= this.#union('written'));
  }

  get values(): ReadonlySet<Binding> {
    return (this.#values ??= this.#union('values'));
  }

  get calls(): ReadonlyMap<Binding, readonly Call[]> {
    return (this.#calls ??= this.#allCalls());
  }

  #union(part: 'read' | 'written' | 'values'): ReadonlySet<Binding> {
    const all = new Set<Binding>();
    for (const declaration of this.#declarations)
      for (const binding of summaryOf(declaration)[part]) if (binding.topLevel) all.add(binding);
    return all;
  }

  #allCalls(): ReadonlyMap<Binding, readonly Call[]> {
    const all = new Map<Binding, Call[]>();
    for (const declaration of this.#declarations) {
      for (const [binding, some] of summaryOf(declaration).calls) {
        const known = all.get(binding);
        if (known !== undefined) known.push(...some);
        else if (binding.topLevel) all.set(binding, [...some]);
      }
    }
    return all;
  }
}
