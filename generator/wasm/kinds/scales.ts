/**
 * Which variables hold bytes where the program counts words. An index of a word is multiplied by 4
 * wherever it leads to the word, so most chunks and sizes are better kept as 4 times their value. The
 * words in the memory stay what they are.
 */
import type { Binding } from '../../specialise/syntax/binding.ts';
import { COMPOUND_ASSIGNMENTS, isLogicalAssignment } from '../../specialise/syntax/operators.ts';
import type { Binary, Body, Expression, Statement } from '../../specialise/syntax/tree.ts';
import { childrenOf, visitExpression, visitParts } from '../../specialise/syntax/visit.ts';
import type { Inference } from './infer.ts';
import { constantOf, within } from './kind.ts';
import { bare, elementOf, kindOf, truthOf } from './kind-of.ts';

/** log2 of the bytes of a word. */
export const WORD_SHIFT = 2;

/** The largest number of words of which the bytes fit 32 bits. */
export const MOST_WORDS = 2 ** 30 - 1;

/** A variable, or what a function returns: functions have bindings of their own. */
type Slot = Binding;

/** How a value is used: times 4, as it is, put into a slot, or so that both cost the same. */
type Use = 'scaled' | 'plain' | 'any' | { readonly slot: Slot };

interface Weights {
  /** How many shifts a slot saves by holding bytes. */
  gain: number;
  /** Slots that values are copied from or to, with the number of copies. */
  readonly copies: Map<Slot, number>;
}

/**
 * The variables and functions of which the values are kept times 4: those with the fewest shifts in all.
 * That is a cut of least weight between what gains by it and what loses.
 */
export function scaledSlots(known: Inference): ReadonlySet<Binding> {
  const weights = new Weighing(known).slots;
  const slots = [...weights.keys()];
  const [gains, losses] = [slots.length, slots.length + 1];
  const index = new Map(slots.map((slot, i) => [slot, i]));
  const capacity = slots.map(() => new Map<number, number>());
  capacity.push(new Map(), new Map());
  slots.forEach((slot, i) => {
    const { gain, copies } = weights.get(slot) as Weights;
    if (gain > 0) capacity[gains]?.set(i, gain);
    if (gain < 0) capacity[i]?.set(losses, -gain);
    for (const [other, count] of copies) capacity[i]?.set(index.get(other) as number, count);
  });
  const reached = sourceSide(capacity, gains, losses);
  return new Set(slots.filter((_, i) => reached.has(i)));
}

/** The nodes on the side of `from` in a cut of least capacity (Edmonds and Karp). */
function sourceSide(
  capacity: readonly Map<number, number>[],
  from: number,
  to: number,
): ReadonlySet<number> {
  for (;;) {
    const before = new Map<number, number>([[from, from]]);
    for (const node of before.keys())
      for (const [next, left] of capacity[node] ?? [])
        if (left > 0 && !before.has(next)) before.set(next, node);
    if (!before.has(to)) return new Set(before.keys());
    const path: (readonly [number, number])[] = [];
    for (let node = to; node !== from;) {
      const last = before.get(node) as number;
      path.push([last, node]);
      node = last;
    }
    const flow = Math.min(...path.map(([a, b]) => capacity[a]?.get(b) ?? 0));
    for (const [a, b] of path) {
      capacity[a]?.set(b, (capacity[a].get(b) ?? 0) - flow);
      capacity[b]?.set(a, (capacity[b].get(a) ?? 0) + flow);
    }
  }
}

class Weighing {
  readonly slots = new Map<Slot, Weights>();
  readonly #known: Inference;

  constructor(known: Inference) {
    this.#known = known;
    for (const { node } of known.reached.values()) this.#body(node.body, node.binding);
  }

  #weights(slot: Slot): Weights | undefined {
    const found = this.slots.get(slot);
    if (found !== undefined) return found;
    if (!this.#fits(slot)) return undefined;
    const made: Weights = { gain: 0, copies: new Map() };
    this.slots.set(slot, made);
    return made;
  }

  /** Exported functions and variables of the module keep the values that others read. */
  #fits(slot: Slot): boolean {
    const { unit, reached } = this.#known;
    if (unit.roots.has(slot) || this.#rootParameters.has(slot)) return false;
    const kind = reached.has(slot) ? this.#known.result(slot) : this.#known.kind(slot);
    if (slot.topLevel && !reached.has(slot)) return false;
    return within(kind, 0, MOST_WORDS) && constantOf(kind) === undefined;
  }

  get #rootParameters(): ReadonlySet<Binding> {
    const { unit, reached } = this.#known;
    const found = new Set<Binding>();
    for (const [binding, { node }] of reached)
      if (unit.roots.has(binding)) for (const each of node.parameters) found.add(each.binding);
    return found;
  }

  /** A value that is in a slot, used in some way. */
  #used(slot: Slot, use: Use): void {
    const from = this.#weights(slot);
    if (use === 'any') return;
    if (typeof use === 'object') {
      const to = this.#weights(use.slot);
      if (from !== undefined && to !== undefined) {
        if (slot === use.slot) return;
        from.copies.set(use.slot, (from.copies.get(use.slot) ?? 0) + 1);
        to.copies.set(slot, (to.copies.get(slot) ?? 0) + 1);
      } else if (from !== undefined) from.gain -= 1;
      else if (to !== undefined) to.gain -= 1;
      return;
    }
    if (from !== undefined) from.gain += use === 'scaled' ? 1 : -1;
  }

  /** A value that has to be shifted if it is used times 4. */
  #plain(use: Use): void {
    if (typeof use !== 'object') return;
    const to = this.#weights(use.slot);
    if (to !== undefined) to.gain -= 1;
  }

  #body(body: Body, of: Binding): void {
    for (const statement of body.statements) this.#statement(statement, of);
  }

  #statement(node: Statement, of: Binding): void {
    switch (node.kind) {
      case 'if': {
        const truth = truthOf(node.condition, this.#known);
        this.#expression(node.condition, 'any');
        if (truth !== false) this.#body(node.then, of);
        if (truth !== true && node.else !== undefined) this.#body(node.else, of);
        return;
      }
      case 'variable':
        if (node.init !== undefined) this.#expression(node.init, { slot: node.binding });
        return;
      case 'throw':
        // The text of the error gets the numbers that it names.
        visitExpression(node.value, {
          expression: (each) => {
            if (each.kind === 'name') this.#used(each.binding, 'plain');
          },
        });
        return;
      case 'return':
        if (node.value !== undefined) this.#expression(node.value, { slot: of });
        return;
      default:
        visitParts(
          node,
          (each) => this.#statement(each, of),
          (each) => this.#expression(each, 'any'),
        );
    }
  }

  #expression(node: Expression, wanted: Use): void {
    const isFixed = typeof wanted === 'object' && this.#weights(wanted.slot) === undefined;
    const use = isFixed ? 'plain' : wanted;
    const all = (parts: readonly Expression[], as: Use): void => {
      for (const part of parts) this.#expression(part, as);
    };
    // What is made of a memory, and texts of errors, have no kind of their own.
    if (node.kind === 'new' || node.kind === 'template') {
      const parts = node.kind === 'new' ? node.args : childrenOf(node);
      all(parts, 'plain');
      return;
    }
    if (['global', 'property', 'string', 'keyword'].includes(node.kind)) {
      this.#plain(use);
      return;
    }
    if (node.kind !== 'name' && constantOf(kindOf(node, this.#known)) !== undefined) {
      all(childrenOf(node), 'any');
      return;
    }
    switch (node.kind) {
      case 'name':
        if (constantOf(this.#known.kind(node.binding)) === undefined) this.#used(node.binding, use);
        return;
      case 'cast':
      case 'group':
        this.#expression(node.operand, use);
        return;
      case 'sequence':
        this.#expression(node.left, 'any');
        this.#expression(node.right, use);
        return;
      case 'conditional':
        this.#expression(node.condition, 'any');
        all([node.whenTrue, node.whenFalse], use);
        return;
      case 'logical':
        all([node.left, node.right], use);
        return;
      case 'unary':
        this.#expression(node.operand, node.operator === '!' ? 'any' : 'plain');
        if (node.operator !== '!') this.#plain(use);
        return;
      case 'binary':
        this.#binary(node, use);
        return;
      case 'element': {
        const { bytes } = elementOf(node.object, this.#known);
        this.#expression(node.index, bytes === 4 ? 'scaled' : 'plain');
        this.#plain(use);
        return;
      }
      case 'assign':
      case 'update':
        this.#assign(node, use);
        return;
      case 'call': {
        const { callee } = node;
        const prepared =
          callee.kind === 'name' ? this.#known.reached.get(callee.binding) : undefined;
        node.args.forEach((arg, i) => {
          const parameter = prepared?.node.parameters[i]?.binding;
          this.#expression(arg, parameter === undefined ? 'plain' : { slot: parameter });
        });
        if (callee.kind === 'property') this.#method(callee.object, node.args);
        if (prepared !== undefined) this.#used(prepared.node.binding, use);
        else this.#plain(use);
        return;
      }
      default:
        all(childrenOf(node), 'plain');
        this.#plain(use);
    }
  }

  /** The indexes that fill() and copyWithin() take, which were counted as plain uses. */
  #method(object: Expression, args: readonly Expression[]): void {
    if (object.kind === 'global' || kindOf(object, this.#known).is !== 'view') return;
    if (elementOf(object, this.#known).bytes !== 4) return;
    for (const arg of args) {
      const names = [bare(arg), ...childrenOf(bare(arg)).map(bare)];
      for (const each of names)
        if (each.kind === 'name') for (let i = 0; i < 2; i += 1) this.#used(each.binding, 'scaled');
    }
  }

  #binary(node: Binary, use: Use): void {
    const { operator, left, right } = node;
    // The name of a buffer's class.
    if (right.kind === 'string') return;
    const by = constantOf(kindOf(right, this.#known));
    switch (operator) {
      case '+':
      case '-':
        this.#expression(left, use === 'any' ? 'plain' : use);
        this.#expression(right, use === 'any' ? 'plain' : use);
        return;
      case '<<':
      case '*': {
        const first = operator === '*' ? constantOf(kindOf(left, this.#known)) : undefined;
        const factor = first ?? by ?? Number.NaN;
        const shift = operator === '<<' ? factor : Math.log2(factor);
        if (!Number.isInteger(shift)) {
          this.#expression(left, 'plain');
          this.#expression(right, 'plain');
          this.#plain(use);
          return;
        }
        // The shift is there in any case; only one by 2 of bytes is none.
        const isPlain = use === 'plain' || use === 'any';
        const operand = isPlain && shift <= WORD_SHIFT ? 'plain' : 'any';
        this.#expression(
          first === undefined ? left : right,
          isPlain && shift === WORD_SHIFT ? 'scaled' : operand,
        );
        return;
      }
      case '>>':
      case '>>>':
        this.#expression(left, by === undefined ? 'plain' : 'any');
        this.#expression(right, 'plain');
        // The shift by 2 becomes a mask.
        if (by !== WORD_SHIFT || operator === '>>') this.#plain(use);
        return;
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '===':
      case '!==':
      case '==':
      case '!=': {
        const [a, b] = [bare(left), bare(right)];
        const isFixed = [a, b].some((each) => constantOf(kindOf(each, this.#known)) !== undefined);
        if (a.kind === 'name' && b.kind === 'name' && !isFixed)
          this.#used(a.binding, { slot: b.binding });
        else {
          this.#expression(left, this.#isEither(right) ? 'any' : 'plain');
          this.#expression(right, this.#isEither(left) ? 'any' : 'plain');
        }
        this.#plain(use);
        return;
      }
      default:
        this.#expression(left, 'plain');
        this.#expression(right, 'plain');
        this.#plain(use);
    }
  }

  /** True if a value costs the same times 4. */
  #isEither(node: Expression): boolean {
    const expression = bare(node);
    if (constantOf(kindOf(expression, this.#known)) !== undefined) return true;
    return (
      expression.kind === 'binary' &&
      expression.operator === '>>>' &&
      constantOf(kindOf(expression.right, this.#known)) === WORD_SHIFT
    );
  }

  #assign(node: Expression & { readonly kind: 'assign' | 'update' }, use: Use): void {
    const target = bare(node.target);
    if (target.kind === 'element') {
      const { bytes } = elementOf(target.object, this.#known);
      this.#expression(target.index, bytes === 4 ? 'scaled' : 'plain');
    }
    const slot = target.kind === 'name' ? target.binding : undefined;
    if (node.kind === 'assign') {
      const { operator, value } = node;
      const isSum =
        operator !== '=' &&
        !isLogicalAssignment(operator) &&
        /^[+-]$/.test(COMPOUND_ASSIGNMENTS[operator]);
      if (slot === undefined) this.#expression(value, 'plain');
      else if (operator === '=' || isSum) this.#expression(value, { slot });
      else {
        this.#expression(value, 'plain');
        this.#used(slot, 'plain');
        this.#plain({ slot });
      }
    }
    if (slot !== undefined) this.#used(slot, use);
    else this.#plain(use);
  }
}
