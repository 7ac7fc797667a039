import type { Binding } from '../../specialise/syntax/binding.ts';
import { COMPOUND_ASSIGNMENTS, isLogicalAssignment } from '../../specialise/syntax/operators.ts';
import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import type { Body, Expression, Statement } from '../../specialise/syntax/tree.ts';
import { childrenOf, visitParts } from '../../specialise/syntax/visit.ts';
import { typeText } from './declared.ts';
import type { Inference } from './infer.ts';
import { isInteger, UINT32, within, type Kind } from './kind.ts';
import { bare, elementOf, hostCall, kindOf, truthOf } from './kind-of.ts';

/** How much of a value its user needs. `low` is the value modulo 2^32. */
export type Demand = 'exact' | 'low' | 'nothing';

const BITS: ReadonlySet<BinaryOperator> = new Set(['&', '|', '^', '<<', '>>', '>>>']);

/** What an operator needs of its operands if its user needs `demand`. */
export function operandDemand(
  operator: BinaryOperator,
  left: Kind,
  right: Kind,
  result: Kind,
  demand: Demand,
): Demand {
  if (BITS.has(operator)) return 'low';
  const isModular = operator === '+' || operator === '-' || operator === '*';
  if (demand !== 'low' || !isModular || !isInteger(left) || !isInteger(right)) return 'exact';
  return within(result, -(2 ** 53), 2 ** 53) ? 'low' : 'exact';
}

/** Names of which somebody needs the exact value. Of the others 32 bits are enough. */
export class Demands {
  readonly variables = new Set<Binding>();
  readonly results = new Set<Binding>();
  readonly #known: Inference;
  #changed = false;

  constructor(known: Inference) {
    this.#known = known;
    const { roots, members } = known.unit;
    for (const binding of [...roots.keys(), ...members.keys()]) this.variables.add(binding);
    do {
      this.#changed = false;
      for (const { node } of known.reached.values()) this.#body(node.body, node.binding);
    } while (this.#changed);
  }

  #need(names: Set<Binding>, binding: Binding): void {
    if (names.has(binding)) return;
    names.add(binding);
    this.#changed = true;
  }

  /** True if all of a variable is kept. */
  #isExact(binding: Binding): boolean {
    return this.variables.has(binding) || !isInteger(this.#known.kind(binding));
  }

  #body(body: Body, of: Binding): void {
    for (const statement of body.statements) this.#statement(statement, of);
  }

  #statement(node: Statement, of: Binding): void {
    switch (node.kind) {
      case 'if': {
        const truth = truthOf(node.condition, this.#known);
        this.#expression(node.condition, truth === undefined ? 'exact' : 'nothing');
        if (truth !== false) this.#body(node.then, of);
        if (truth !== true && node.else !== undefined) this.#body(node.else, of);
        return;
      }
      case 'variable':
        if (node.init !== undefined) this.#assigned(node.binding, node.init, 'nothing');
        return;
      case 'return': {
        if (node.value === undefined) return;
        const isRoot = this.#known.unit.roots.has(of);
        this.#expression(node.value, this.results.has(of) && !isRoot ? 'exact' : 'low');
        return;
      }
      case 'expression':
        this.#expression(node.expression, 'nothing');
        return;
      default:
        visitParts(
          node,
          (each) => this.#statement(each, of),
          (each) => this.#expression(each, 'exact'),
        );
    }
  }

  #assigned(binding: Binding, value: Expression, demand: Demand): void {
    if (demand === 'exact') this.#need(this.variables, binding);
    this.#expression(value, this.#isExact(binding) ? 'exact' : 'low');
  }

  #expression(node: Expression, demand: Demand): void {
    const known = this.#known;
    const all = (parts: readonly Expression[], need: Demand): void => {
      for (const part of parts) this.#expression(part, need);
    };
    switch (node.kind) {
      case 'name':
        if (demand === 'exact') this.#need(this.variables, node.binding);
        return;
      case 'cast':
      case 'group':
        this.#expression(node.operand, demand);
        return;
      case 'unary':
        if (node.operator === '~') this.#expression(node.operand, 'low');
        else if (
          node.operator === '-' &&
          demand === 'low' &&
          isInteger(kindOf(node.operand, known))
        )
          this.#expression(node.operand, 'low');
        else this.#expression(node.operand, 'exact');
        return;
      case 'binary': {
        if (truthOf(node, known) !== undefined && node.right.kind === 'string') return;
        const [left, right] = [kindOf(node.left, known), kindOf(node.right, known)];
        const result = kindOf(node, known);
        all([node.left, node.right], operandDemand(node.operator, left, right, result, demand));
        return;
      }
      case 'sequence':
        this.#expression(node.left, 'nothing');
        this.#expression(node.right, demand);
        return;
      case 'conditional': {
        const truth = truthOf(node.condition, known);
        this.#expression(node.condition, truth === undefined ? 'exact' : 'nothing');
        if (truth !== false) this.#expression(node.whenTrue, demand);
        if (truth !== true) this.#expression(node.whenFalse, demand);
        return;
      }
      case 'logical': {
        const truth = truthOf(node.left, known);
        this.#expression(node.left, 'exact');
        if (truth !== (node.operator === '||')) this.#expression(node.right, demand);
        return;
      }
      case 'assign': {
        const target = bare(node.target);
        const { operator } = node;
        if (target.kind === 'name') {
          if (operator === '=') {
            this.#assigned(target.binding, node.value, demand);
            return;
          }
          if (isLogicalAssignment(operator)) return;
          if (demand === 'exact') this.#need(this.variables, target.binding);
          const need = operandDemand(
            COMPOUND_ASSIGNMENTS[operator],
            kindOf(target, known),
            kindOf(node.value, known),
            kindOf(node, known),
            this.#isExact(target.binding) ? 'exact' : 'low',
          );
          all([target, node.value], need);
          return;
        }
        if (target.kind === 'element') {
          this.#expression(target.index, 'low');
          const { isFloat } = elementOf(target.object, known);
          const stored = demand === 'exact' || isFloat ? 'exact' : 'low';
          if (operator === '=' || isLogicalAssignment(operator)) {
            this.#expression(node.value, stored);
            return;
          }
          const need = operandDemand(
            COMPOUND_ASSIGNMENTS[operator],
            kindOf(target, known),
            kindOf(node.value, known),
            kindOf(node, known),
            stored,
          );
          this.#expression(node.value, need);
          return;
        }
        this.#expression(node.value, 'exact');
        return;
      }
      case 'element':
        this.#expression(node.index, 'low');
        return;
      case 'update':
        if (node.target.kind === 'name' && demand === 'exact')
          this.#need(this.variables, node.target.binding);
        return;
      case 'call':
        this.#call(node, demand);
        return;
      default:
        all(childrenOf(node), 'exact');
    }
  }

  #call(node: Expression & { readonly kind: 'call' }, demand: Demand): void {
    const known = this.#known;
    const { callee } = node;
    if (callee.kind === 'name') {
      const prepared = known.reached.get(callee.binding);
      // A function that stays JavaScript gets numbers.
      if (prepared === undefined) {
        for (const arg of node.args) this.#expression(arg, 'exact');
        return;
      }
      if (demand === 'exact') this.#need(this.results, callee.binding);
      const isRoot = known.unit.roots.has(callee.binding);
      node.args.forEach((arg, i) => {
        const parameter = prepared.node.parameters[i];
        if (parameter === undefined) return;
        const fits =
          within(kindOf(arg, known), UINT32.lo, UINT32.hi) || typeText(parameter.type) === 'Mem';
        const isExact = isRoot ? !fits : this.#isExact(parameter.binding);
        this.#expression(arg, isExact ? 'exact' : 'low');
      });
      return;
    }
    const [object, name] = hostCall(node) ?? [];
    const low =
      (object === 'Math' && (name === 'clz32' || name === 'imul')) ||
      (object === undefined &&
        callee.kind === 'property' &&
        kindOf(callee.object, known).is === 'view');
    for (const arg of node.args) this.#expression(arg, low ? 'low' : 'exact');
  }
}
