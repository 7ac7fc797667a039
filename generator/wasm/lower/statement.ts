import type { Binding } from '../../specialise/syntax/binding.ts';
import type {
  Body,
  Expression,
  For,
  If,
  Logical,
  Return,
  Statement,
  Switch,
  Throw,
  Try,
} from '../../specialise/syntax/tree.ts';
import { visitBody, visitExpression } from '../../specialise/syntax/visit.ts';
import { NoLowering } from '../errors.ts';
import { constantOf } from '../kinds/kind.ts';
import { bare, truthOf } from '../kinds/kind-of.ts';
import { numberLiteral } from '../../specialise/syntax/create.ts';
import { leaves } from '../prepare/assigned.ts';
import { operandOf, compared } from './arithmetic.ts';
import { forPlace } from './assign.ts';
import { isBitwise, isCheap } from './expression.ts';
import type { Emitter, Ref } from './emitter.ts';
import type { HostParameter } from './hosts.ts';
import { readPlace, rescaled, scaleOf, writePlace } from './places.ts';
import { isPure } from './pure.ts';
import { representationOf, type Representation } from './representation.ts';
import { canThrow } from './throwing.ts';
import { assignView } from './views.ts';

/** Where jumps go. */
interface Target {
  readonly label: string | undefined;
  readonly onBreak: string | undefined;
  readonly onContinue: string | undefined;
  /** How many `try` are around it. */
  readonly depth: number;
}

/** What a `while` or a `for` repeats. */
interface Repeated {
  readonly condition?: Expression | undefined;
  readonly body: Body;
  readonly update?: Expression | undefined;
}

/** A `try` around the statement: where a return goes, and the local that its value is put in. */
interface Exit {
  readonly label: string;
  readonly result: number | undefined;
  readonly flag: number | undefined;
  used: boolean;
}

/** Writes the statements of one function. */
export class Statements {
  readonly #emit: Emitter;
  readonly #result: Representation | undefined;
  readonly #scale: number;
  readonly #throwing: ReadonlySet<Binding>;
  readonly #targets: Target[] = [];
  readonly #exits: Exit[] = [];
  readonly #handlers: string[] = [];
  #labels = 0;

  /**
   * @param result the type of what the function returns
   * @param scale log2 of what the value is multiplied by
   */
  constructor(
    emit: Emitter,
    result: Representation | undefined,
    scale: number,
    throwing: ReadonlySet<Binding>,
  ) {
    this.#emit = emit;
    this.#scale = scale;
    this.#result = result;
    this.#throwing = throwing;
  }

  /** Where control goes if a memory does not grow. */
  handler(): string | undefined {
    return this.#handlers.at(-1);
  }

  body(body: Body): Ref {
    return this.#statements(body.statements);
  }

  /** The body of the function. `if (condition) return;` leaves out the rest. */
  whole({ statements }: Body): Ref {
    const { known, m } = this.#emit;
    const at = this.#result === undefined ? statements.findIndex(isGuard) : -1;
    const guard = statements[at];
    if (guard?.kind !== 'if' || truthOf(guard.condition, known) !== undefined)
      return this.#statements(statements);
    const before = this.#statements(statements.slice(0, at));
    const condition = this.#emit.condition(guard.condition);
    const rest = this.#statements(statements.slice(at + 1));
    return m.block(null, [before, m.if(m.i32.eqz(condition), rest)]);
  }

  #statements(statements: readonly Statement[]): Ref {
    const { m } = this.#emit;
    return m.block(
      null,
      statements.map((statement) => this.#statement(statement, undefined)),
    );
  }

  #label(word: string): string {
    this.#labels += 1;
    return `${word}${this.#labels}`;
  }

  #statement(node: Statement, label: string | undefined): Ref {
    const emit = this.#emit;
    const { m } = emit;
    switch (node.kind) {
      case 'variable':
        return this.#declaration(node.binding, node.init);
      case 'expression':
        return emit.effect(node.expression);
      case 'if': {
        const truth = truthOf(node.condition, emit.known);
        if (truth !== undefined) {
          const taken = truth ? node.then : node.else;
          return m.block(null, [
            emit.effect(node.condition),
            ...(taken === undefined ? [] : [this.body(taken)]),
          ]);
        }
        const change = this.#changeInAnyCase(node);
        if (change !== undefined) return emit.effect(change);
        const condition = bare(node.condition);
        const isBoth = condition.kind === 'logical' && condition.operator === '&&';
        if (node.else === undefined && isBoth && !this.#isBits(condition)) {
          const inner = { ...node, condition: condition.right };
          return this.#statement(
            { ...node, condition: condition.left, then: { ...node.then, statements: [inner] } },
            label,
          );
        }
        const then = this.body(node.then);
        return node.else === undefined
          ? m.if(emit.condition(node.condition), then)
          : m.if(emit.condition(node.condition), then, this.body(node.else));
      }
      case 'while':
        return this.#while(label, node);
      case 'do': {
        const inner = this.#label('next');
        return this.#loop(
          label,
          (again) => [
            m.block(inner, [this.body(node.body)]),
            m.br(again, emit.condition(node.condition)),
          ],
          inner,
        );
      }
      case 'for':
        return this.#for(node, label);
      case 'switch':
        return this.#switch(node, label);
      case 'return':
        return this.#return(node);
      case 'throw':
        return this.#throw(node);
      case 'jump': {
        const isBreak = node.word === 'break';
        const target = this.#targets.findLast((each) =>
          node.label === undefined
            ? (isBreak ? each.onBreak : each.onContinue) !== undefined
            : each.label === node.label,
        );
        const to = isBreak ? target?.onBreak : target?.onContinue;
        if (target === undefined || to === undefined) throw new NoLowering('this jump');
        if (target.depth !== this.#exits.length) throw new NoLowering('a jump out of a try');
        return m.br(to);
      }
      case 'block':
        return this.body(node.body);
      case 'labelled': {
        const { statement } = node;
        if (['while', 'do', 'for', 'switch'].includes(statement.kind))
          return this.#statement(statement, node.label);
        const onBreak = this.#label('end');
        this.#targets.push({
          label: node.label,
          onBreak,
          onContinue: undefined,
          depth: this.#exits.length,
        });
        const inside = this.#statement(statement, undefined);
        this.#targets.pop();
        return m.block(onBreak, [inside]);
      }
      case 'try':
        return this.#try(node);
      case 'forEach':
        throw new NoLowering('a loop over a list');
      case 'function':
        throw new NoLowering('a function inside a function');
    }
  }

  /**
   * `M[at] |= condition ? value : 0` for `if (condition) M[at] |= value`, where speed counts: whether a bin was empty
   * cannot be predicted. The word must be one of the static data, and no other thread may change it.
   */
  #changeInAnyCase({ condition, then, else: other }: If): Expression | undefined {
    const emit = this.#emit;
    const [only, ...others] = then.statements;
    if (emit.goal !== 'speed' || emit.isShared || other !== undefined || others.length > 0)
      return undefined;
    if (only?.kind !== 'expression' || only.expression.kind !== 'assign') return undefined;
    const { operator, target, value } = only.expression;
    const sets = operator === '|=' && target.kind === 'element' && isStatic(target.index);
    if (!sets || ![condition, value].every((each) => isCheap(emit, each))) return undefined;
    const whenFalse = numberLiteral(0);
    return {
      ...only.expression,
      value: { kind: 'conditional', condition, whenTrue: value, whenFalse },
    };
  }

  #declaration(binding: Binding, init: Expression | undefined): Ref {
    const emit = this.#emit;
    if (init === undefined) return emit.m.nop();
    const kind = emit.kind(init);
    if (kind.is === 'view') return assignView(emit, binding, init);
    if (kind.is === 'never') return emit.effect(init);
    if (constantOf(emit.known.kind(binding)) !== undefined) return emit.effect(init);
    if (kind.is === 'buffer') return emit.effect(init);
    const place = emit.place(binding);
    return writePlace(emit, place, forPlace(emit, place, operandOf(emit, init)));
  }

  /** Leaves the loop if a condition does not hold. */
  #unless(condition: Expression): Ref {
    const emit = this.#emit;
    const { m } = emit;
    const onBreak = this.#targets.at(-1)?.onBreak as string;
    const both = bare(condition);
    if (both.kind === 'logical' && both.operator === '&&' && !this.#isBits(both))
      return m.block(null, [this.#unless(both.left), this.#unless(both.right)]);
    return m.br(onBreak, m.i32.eqz(emit.condition(condition)));
  }

  /** True if a condition is one value without a branch. */
  #isBits({ left, right }: Logical): boolean {
    const { known } = this.#emit;
    const isKnown = [left, right].some((each) => truthOf(each, known) !== undefined);
    return isKnown || isBitwise(this.#emit, left, right);
  }

  #loop(
    label: string | undefined,
    inside: (again: string) => readonly Ref[],
    onContinue?: string,
    before: () => readonly Ref[] = () => [],
  ): Ref {
    const { m } = this.#emit;
    const onBreak = this.#label('end');
    const again = this.#label('loop');
    this.#targets.push({
      label,
      onBreak,
      onContinue: onContinue ?? again,
      depth: this.#exits.length,
    });
    const first = before();
    const refs = [...inside(again)];
    this.#targets.pop();
    return m.block(onBreak, [...first, m.loop(again, m.block(null, refs))]);
  }

  /**
   * A loop with its condition first. Where speed counts, that is asked before the loop and after each round: an
   * engine does work of its own where a round begins, and most loops of an allocator have one or none.
   */
  #while(label: string | undefined, { condition, body, update }: Repeated): Ref {
    const emit = this.#emit;
    const { m } = emit;
    const inner = this.#label('next');
    const unless = (): readonly Ref[] => (condition === undefined ? [] : [this.#unless(condition)]);
    const isAskedTwice = emit.goal === 'speed' && condition !== undefined && update === undefined;
    return this.#loop(
      label,
      (again) => [
        ...(isAskedTwice ? [] : unless()),
        m.block(inner, [this.body(body)]),
        ...(update === undefined ? [] : [emit.effect(update)]),
        ...(isAskedTwice ? unless() : []),
        m.br(again),
      ],
      inner,
      isAskedTwice ? unless : undefined,
    );
  }

  #for(node: For, label: string | undefined): Ref {
    const emit = this.#emit;
    const { m } = emit;
    const before = node.variables.map(({ binding, init }) => this.#declaration(binding, init));
    if (node.init !== undefined) before.push(emit.effect(node.init));
    return m.block(null, [...before, this.#while(label, node)]);
  }

  /** Compares with one test after the other, as JavaScript does, and jumps into the clauses. */
  #switch(node: Switch, label: string | undefined): Ref {
    const emit = this.#emit;
    const { m, binaryen } = emit;
    const kind = emit.kind(node.discriminant);
    const type = representationOf(kind);
    const local = emit.temporary(type);
    const get = (): Ref => m.local.get(local, binaryen[type]);
    const value = {
      kind,
      exact: get,
      low: get,
      scaled: (shift: number) => m.i32.shl(get(), m.i32.const(shift)),
      effect: () => undefined,
    };
    const onBreak = this.#label('end');
    const labels = node.clauses.map(() => this.#label('case'));
    const tests = node.clauses.flatMap(({ test }, i) =>
      test === undefined
        ? []
        : [m.br(labels[i] as string, compared(emit, '===', value, operandOf(emit, test)))],
    );
    const other = node.clauses.findIndex(({ test }) => test === undefined);
    this.#targets.push({ label, onBreak, onContinue: undefined, depth: this.#exits.length });
    let inside = m.block(null, [
      m.local.set(local, emit.exact(node.discriminant)),
      ...tests,
      m.br(other < 0 ? onBreak : (labels[other] as string)),
    ]);
    node.clauses.forEach((clause, i) => {
      inside = m.block(null, [m.block(labels[i] as string, [inside]), this.body(clause.body)]);
    });
    this.#targets.pop();
    return m.block(onBreak, [inside]);
  }

  /** A value in the type of the function's result. */
  #value(node: Expression): Ref {
    const emit = this.#emit;
    const type = this.#result;
    if (type === undefined) return emit.effect(node);
    const place = { is: 'local', index: 0, type, scale: this.#scale } as const;
    return forPlace(emit, place, operandOf(emit, node));
  }

  #return({ value }: Return): Ref {
    const emit = this.#emit;
    const { m } = emit;
    const exit = this.#exits.at(-1);
    if (value !== undefined && emit.kind(value).is === 'never')
      return m.block(null, [emit.effect(value), m.unreachable()]);
    if (exit === undefined) {
      if (value === undefined) return m.return();
      return this.#result === undefined
        ? m.block(null, [this.#value(value), m.return()])
        : m.return(this.#value(value));
    }
    exit.used = true;
    const refs: Ref[] = [];
    if (value !== undefined)
      refs.push(
        exit.result === undefined
          ? this.#value(value)
          : m.local.set(exit.result, this.#value(value)),
      );
    if (exit.flag !== undefined) refs.push(m.local.set(exit.flag, m.i32.const(1)));
    return m.block(null, [...refs, m.br(exit.label)]);
  }

  /** Calls the function of the host that throws the error, with all that its text needs. */
  #throw({ value }: Throw): Ref {
    const emit = this.#emit;
    const { m, binaryen, hosts, known } = emit;
    const parameters: HostParameter[] = [];
    const args: Ref[] = [];
    visitExpression(value, {
      expression: (node) => {
        if (node.kind !== 'name') return;
        const { binding } = node;
        if (parameters.some((each) => each.binding === binding)) return;
        const kind = known.kind(binding);
        if (constantOf(kind) !== undefined || kind.is === 'buffer' || kind.is === 'memory') return;
        if (kind.is !== 'integer' && kind.is !== 'number' && kind.is !== 'boolean')
          throw new NoLowering(`an error with ${binding.name} in its text`);
        const place = emit.place(binding);
        parameters.push({ binding, kind, type: place.type });
        args.push(rescaled(emit, readPlace(emit, place), scaleOf(place), 0));
      },
    });
    const name = hosts.throwing(value, `${emit.name}_throws`, parameters);
    return m.block(null, [m.call(name, args, binaryen.none), m.unreachable()]);
  }

  #try(node: Try): Ref {
    if (node.handler !== undefined) return this.#caught(node);
    const emit = this.#emit;
    const { m, binaryen } = emit;
    const { finalizer, body } = node;
    if (finalizer === undefined) return this.body(body);
    const exit: Exit = {
      label: this.#label('finally'),
      result: this.#result === undefined ? undefined : emit.temporary(this.#result),
      flag: leaves(body) ? undefined : emit.temporary('i32'),
      used: false,
    };
    this.#exits.push(exit);
    const inside = this.body(body);
    this.#exits.pop();
    const caught = this.#label('try');
    const guarded = canThrow(body, this.#throwing)
      ? m.try(caught, inside, [], [m.block(null, [this.body(finalizer), m.rethrow(caught)])], '')
      : inside;
    const reset = exit.flag === undefined ? [] : [m.local.set(exit.flag, m.i32.const(0))];
    const refs = [...reset, m.block(exit.label, [guarded]), this.body(finalizer)];
    if (exit.used) refs.push(this.#leave(exit, binaryen.i32));
    return m.block(null, refs);
  }

  /** Returns what a `return` inside a `try` has left. */
  #leave({ result, flag }: Exit, i32: number): Ref {
    const emit = this.#emit;
    const { m, binaryen } = emit;
    const outer = this.#exits.at(-1);
    const type = this.#result;
    const value =
      result === undefined || type === undefined ? undefined : m.local.get(result, binaryen[type]);
    let leave: Ref;
    if (outer === undefined) leave = m.return(value);
    else {
      outer.used = true;
      const refs: Ref[] = [];
      if (value !== undefined && outer.result !== undefined)
        refs.push(m.local.set(outer.result, value));
      if (outer.flag !== undefined) refs.push(m.local.set(outer.flag, m.i32.const(1)));
      leave = m.block(null, [...refs, m.br(outer.label)]);
    }
    return flag === undefined ? leave : m.if(m.local.get(flag, i32), leave);
  }

  /** `try { … } catch { … }` around what lets a memory grow. WebAssembly returns -1 where JavaScript throws. */
  #caught({ body, handler, finalizer }: Try): Ref {
    const { m } = this.#emit;
    if (handler === undefined || finalizer !== undefined || !onlyGrows(body, this.#throwing))
      throw new NoLowering('an error that is caught');
    const label = this.#label('catch');
    const after = this.#label('end');
    this.#handlers.push(label);
    const inside = this.body(body);
    this.#handlers.pop();
    return m.block(after, [m.block(label, [inside, m.br(after)]), this.body(handler)]);
  }
}

/** True if an index depends on variables of the module alone. */
function isStatic(index: Expression): boolean {
  let steady = isPure(index);
  visitExpression(index, {
    expression: (each) => {
      if (each.kind === 'element' || (each.kind === 'name' && !each.binding.topLevel))
        steady = false;
    },
  });
  return steady;
}

/** True for `if (condition) return;`. */
function isGuard(node: Statement): boolean {
  if (node.kind !== 'if' || node.else !== undefined) return false;
  const [only, ...others] = node.then.statements;
  return only?.kind === 'return' && only.value === undefined && others.length === 0;
}

/** True if nothing in a body can throw but the growth of a memory. */
function onlyGrows(body: Body, throwing: ReadonlySet<Binding>): boolean {
  let others = false;
  visitBody(body, {
    statement: (node) => {
      if (node.kind === 'throw') others = true;
    },
    expression: (node) => {
      if (node.kind === 'new') others = true;
      if (node.kind !== 'call') return;
      if (node.callee.kind === 'name') others ||= throwing.has(node.callee.binding);
      else if (node.callee.kind === 'property' && node.callee.object.kind === 'global')
        others ||= node.callee.object.name === 'Atomics' && node.callee.name === 'wait';
    },
  });
  return !others;
}
