import type { Binding } from '../../specialise/syntax/binding.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Statement,
  SwitchClause,
  Target,
} from '../../specialise/syntax/tree.ts';
import { childrenOf, visitExpression } from '../../specialise/syntax/visit.ts';
import { isLogicalAssignment, type AssignOperator } from '../../specialise/syntax/operators.ts';
import { NoLowering } from '../errors.ts';
import type { Comparison } from '../prepare/conditions.ts';
import { withVersions, type Prepared } from '../prepare/versions.ts';
import type { Unit } from '../unit.ts';
import { declaredKind, narrowed, typeText } from './declared.ts';
import {
  constantOf,
  INT32_MAX,
  INT32_MIN,
  integer,
  isInteger,
  join,
  NEVER,
  NOTHING,
  NUMBER,
  sameKind,
  UINT32,
  UINT32_MAX,
  UNDEFINED,
  VIEW,
  within,
  type Kind,
} from './kind.ts';
import { bare, elementMade, elementOf, kindOf, truthOf } from './kind-of.ts';
import type { Known } from './known.ts';
import { parameterKind } from './parameters.ts';
import { uses } from './uses.ts';
import { createView, ELEMENTS, type View } from './views.ts';

/** The address of a block, or 0: blocks begin with words. */
const BLOCK_ADDRESS = integer(0, UINT32_MAX, 4);

/** How often the kind of a name may change before it gets the bounds of 32 bits. */
const CHANGES = 5;

/** Operators with which a value grows by a factor. */
const PRODUCT = /^(?:\*|<<)/;

/** How often one may change that is multiplied by what it holds, before it counts as any number. */
const PRODUCT_CHANGES = 20;

/**
 * The kinds of all names of a program, found by running it with kinds in the place of values until
 * nothing changes. A variable to which something is added again and again, such as a counter, is taken to
 * stay within 32 bits. One that is multiplied again and again is not.
 */
export class Inference implements Known {
  readonly unit: Unit;
  /** Functions that the exports reach, with their variables split. */
  readonly reached = new Map<Binding, Prepared>();
  /** Functions that stay JavaScript and that the others call. */
  readonly called = new Set<Binding>();
  readonly #address: number | undefined;
  readonly #areAligned: boolean;
  readonly #kinds = new Map<Binding, Kind>();
  readonly #results = new Map<Binding, Kind>();
  readonly #views = new Map<Binding, View>();
  /** What a name was first, and how often that has changed. */
  readonly #changes = new Map<Binding, { readonly first: Kind; readonly count: number }>();
  readonly #fixed = new Set<Binding>();
  /** Variables that are multiplied again and again, and copies of them. */
  readonly #products = new Set<Binding>();
  /** Variables that are computed from those. */
  readonly #dependents = new Set<Binding>();
  /** Variables to which something is added. */
  readonly #sums = new Set<Binding>();
  /** The variable of which each part is one. */
  readonly #wholes = new Map<Binding, Binding>();
  /** Integers that a variable or the result of a function is declared as: it has no others. */
  readonly #declared = new Map<Binding, Kind>();
  #comparisons: ReadonlyMap<Binding, readonly Comparison[]> = new Map();
  #changed = false;

  /**
   * @param roots the exported functions to start from
   * @param address the address of static data if it is fixed
   * @param areAligned addresses that users pass are taken to be multiples of 4, as those of blocks are
   */
  constructor(
    unit: Unit,
    roots: Iterable<Binding>,
    address: number | undefined,
    areAligned: boolean,
  ) {
    this.unit = unit;
    this.#address = address;
    this.#areAligned = areAligned;
    for (const root of roots) this.#reach(root);
    for (const [member, value] of unit.members) {
      // Users assign to these.
      this.#learn(member, integer(value, value));
      this.#learn(member, UINT32);
    }
    this.#unset();
    do {
      this.#changed = false;
      this.#variables();
      for (const prepared of this.reached.values()) this.#function(prepared);
    } while (this.#changed);
  }

  kind(binding: Binding): Kind {
    return this.#kinds.get(binding) ?? NEVER;
  }

  result(binding: Binding): Kind {
    return this.#results.get(binding) ?? NEVER;
  }

  view(binding: Binding): View | undefined {
    return this.#views.get(binding);
  }

  #reach(binding: Binding): Prepared | undefined {
    const known = this.reached.get(binding);
    if (known !== undefined) return known;
    const node = this.unit.functions.get(binding);
    if (node === undefined) return undefined;
    if (this.unit.outside.has(binding)) {
      this.called.add(binding);
      const returns = declaredKind(node.returnType);
      this.#results.set(
        binding,
        returns ?? (typeText(node.returnType) === 'number' ? NUMBER : NOTHING),
      );
      this.#fixed.add(binding);
      return undefined;
    }
    const prepared = withVersions(node);
    for (const [part, whole] of prepared.wholes) this.#wholes.set(part, whole);
    this.reached.set(binding, prepared);
    this.#changed = true;
    const returns = declaredKind(node.returnType);
    if (returns !== undefined && isInteger(returns)) this.#declared.set(binding, returns);
    else if (returns !== undefined) {
      this.#results.set(binding, returns);
      this.#fixed.add(binding);
    }
    const isRoot = this.unit.roots.has(binding);
    node.parameters.forEach((parameter, i) => {
      const declared = declaredKind(parameter.type);
      if (this.#areAligned && typeText(parameter.type).trim() === 'Mem')
        this.#declare(parameter.binding, BLOCK_ADDRESS);
      else if (declared !== undefined) this.#declare(parameter.binding, declared);
      else if (isRoot)
        this.#declare(parameter.binding, parameterKind(node, i, this.#address, this.unit));
      if (declared === VIEW) {
        const error = new NoLowering('an array as a parameter', node.position);
        error.within = binding;
        throw error;
      }
    });
    return prepared;
  }

  /** Sets a kind once and for all. */
  #declare(binding: Binding, kind: Kind): void {
    this.#kinds.set(binding, kind);
    this.#fixed.add(binding);
  }

  #learn(binding: Binding, kind: Kind): void {
    if (this.#fixed.has(binding)) return;
    const before = this.#kinds.get(binding);
    const after = this.#joined(binding, before, kind);
    if (before !== undefined && sameKind(before, after)) return;
    this.#kinds.set(binding, after);
    this.#changed = true;
  }

  #joined(binding: Binding, before: Kind | undefined, kind: Kind): Kind {
    const after = join(before, kind);
    if (after === undefined)
      throw new NoLowering(`${binding.name}, which is ${before?.is} or ${kind.is}`);
    if (before === undefined || sameKind(before, after)) {
      if (before === undefined) this.#changes.set(binding, { first: after, count: 0 });
      return after;
    }
    const { first, count } = this.#changes.get(binding) ?? { first: before, count: 0 };
    this.#changes.set(binding, { first, count: count + 1 });
    const isProduct = this.#products.has(binding);
    const limit = this.#isDependent(binding) ? PRODUCT_CHANGES : CHANGES;
    if (isProduct && count > PRODUCT_CHANGES) return NUMBER;
    if (count === limit) return widened(first, before, after);
    return count < limit || isProduct ? after : withStep(before, after);
  }

  #learnResult(binding: Binding, kind: Kind): void {
    if (this.#fixed.has(binding)) return;
    const before = this.#results.get(binding);
    const after = this.#joined(binding, before, narrowed(kind, this.#declared.get(binding)));
    if (before !== undefined && sameKind(before, after)) return;
    this.#results.set(binding, after);
    this.#changed = true;
  }

  /** Variables that no function assigns stay undefined. */
  #unset(): void {
    const assigned = new Set<Binding>();
    for (const { body } of this.unit.functions.values())
      for (const binding of uses(body).assigned) assigned.add(binding);
    for (const { binding, type, init } of this.unit.variables.values())
      if (init === undefined && !assigned.has(binding) && typeText(type).trim() === 'number')
        this.#declare(binding, UNDEFINED);
  }

  #variables(): void {
    for (const { binding, type, init } of this.unit.variables.values()) {
      const element = ELEMENTS.get(typeText(type).split('<', 1)[0] ?? '');
      if (element !== undefined && !this.#views.has(binding))
        this.#views.set(binding, createView(binding, element));
      const declared = declaredKind(type);
      if (declared !== undefined) this.#declare(binding, declared);
      if (init === undefined) continue;
      try {
        this.#learn(binding, kindOf(init, this));
      } catch (error) {
        // Whoever uses the variable fails.
        if (!(error instanceof NoLowering)) throw error;
      }
    }
  }

  #function({ node, comparisons }: Prepared): void {
    this.#comparisons = comparisons;
    try {
      this.#body(node.body, node);
    } catch (error) {
      if (error instanceof NoLowering) error.within ??= node.binding;
      throw error;
    }
  }

  #body(body: Body, of: FunctionDeclaration): void {
    for (const statement of body.statements) this.#statement(statement, of);
  }

  #statement(node: Statement, of: FunctionDeclaration): void {
    try {
      this.#statementInside(node, of);
    } catch (error) {
      if (error instanceof NoLowering) error.position ??= of.position;
      throw error;
    }
  }

  #statementInside(node: Statement, of: FunctionDeclaration): void {
    switch (node.kind) {
      case 'variable':
        this.#declaration(node.binding, node.init, declaredKind(node.type));
        return;
      case 'expression':
        this.#expression(node.expression);
        return;
      case 'if': {
        this.#expression(node.condition);
        const truth = truthOf(node.condition, this);
        if (truth !== false) this.#body(node.then, of);
        if (truth !== true && node.else !== undefined) this.#body(node.else, of);
        return;
      }
      case 'while':
      case 'do':
        this.#expression(node.condition);
        this.#body(node.body, of);
        return;
      case 'for':
        for (const { binding, init, type } of node.variables)
          this.#declaration(binding, init, declaredKind(type));
        for (const part of [node.init, node.condition, node.update])
          if (part !== undefined) this.#expression(part);
        this.#body(node.body, of);
        return;
      case 'switch':
        this.#expression(node.discriminant);
        for (const clause of node.clauses) this.#clause(clause, of);
        return;
      case 'return': {
        const kind = node.value === undefined ? NOTHING : this.#expression(node.value);
        this.#learnResult(of.binding, kind);
        return;
      }
      case 'block':
        this.#body(node.body, of);
        return;
      case 'labelled':
        this.#statement(node.statement, of);
        return;
      case 'try':
        if (node.parameter !== undefined) throw new NoLowering('an error that is caught');
        this.#body(node.body, of);
        if (node.handler !== undefined) this.#body(node.handler, of);
        if (node.finalizer !== undefined) this.#body(node.finalizer, of);
        return;
      case 'throw':
      case 'jump':
        return;
      case 'forEach':
        throw new NoLowering('a loop over a list');
      case 'function':
        throw new NoLowering('a function inside a function');
    }
  }

  #clause(clause: SwitchClause, of: FunctionDeclaration): void {
    if (clause.test !== undefined) this.#expression(clause.test);
    this.#body(clause.body, of);
  }

  #declaration(binding: Binding, init: Expression | undefined, declared: Kind | undefined): void {
    if (init === undefined) {
      if (declared !== undefined) this.#declare(binding, declared);
      return;
    }
    if (declared !== undefined && isInteger(declared)) this.#declared.set(binding, declared);
    const kind = this.#expression(init);
    this.#assign(binding, init, this.#compared(binding, narrowed(kind, declared)));
  }

  /** A kind without the values that comparisons exclude. */
  #compared(binding: Binding, kind: Kind): Kind {
    let result = kind;
    for (const { operator, value, isSize } of this.#comparisons.get(binding) ?? []) {
      const other = kindOf(value, this);
      if (!isInteger(other)) continue;
      if (result.is === 'number' && result.lo !== undefined && result.hi !== undefined) {
        // It has a fraction, so that a strict bound says no more than another.
        const { lo, hi } = result;
        if (operator.startsWith('>')) result = { is: 'number', lo: Math.max(lo, other.lo), hi };
        if (operator.startsWith('<')) result = { is: 'number', lo, hi: Math.min(hi, other.hi) };
        continue;
      }
      if (!isInteger(result)) continue;
      if (isSize && !within(result, 0, UINT32_MAX)) continue;
      let { lo, hi } = result;
      if (operator === '<') hi = Math.min(hi, other.hi - 1);
      else if (operator === '<=') hi = Math.min(hi, other.hi);
      else if (operator === '>') lo = Math.max(lo, other.lo + 1);
      else if (operator === '>=') lo = Math.max(lo, other.lo);
      else if (operator === '===') {
        lo = Math.max(lo, other.lo);
        hi = Math.min(hi, other.hi);
      } else if (operator === '!==' && constantOf(other) === lo) lo += 1;
      if (lo <= hi) result = integer(lo, hi, result.step);
    }
    return result;
  }

  #assign(binding: Binding, value: Expression, kind: Kind): void {
    if (kind.is === 'nothing') throw new NoLowering(`the value of ${binding.name}`);
    if (this.#isProduct(value)) this.#products.add(binding);
    if (this.#dependsOnProduct(binding, value)) this.#dependents.add(binding);
    this.#learn(binding, narrowed(kind, this.#declared.get(binding)));
    if (kind.is !== 'view') return;
    const element = elementOf(value, this);
    let view = this.#views.get(binding);
    if (view === undefined) this.#views.set(binding, (view = createView(binding, element)));
    if (view.element !== element) throw new NoLowering(`two types of array in ${binding.name}`);
    const { base, length } = partsOf(value, this);
    this.#learn(view.base, base);
    this.#learn(view.length, length);
  }

  /** True if a value is a product, a power, or that of a variable which is one. */
  #isProduct(value: Expression): boolean {
    const operation = bare(value);
    if (operation.kind === 'name') return this.#products.has(operation.binding);
    return operation.kind === 'binary' && PRODUCT.test(operation.operator);
  }

  /** Also notes what is added to itself. */
  #dependsOnProduct(binding: Binding, value: Expression): boolean {
    const whole = this.#whole(binding);
    let found = false;
    let isSum = false;
    visitExpression(value, {
      expression: (each) => {
        if (each.kind !== 'name') return;
        found ||= this.#products.has(each.binding) || this.#isDependent(each.binding);
        isSum ||= this.#whole(each.binding) === whole;
      },
    });
    if (isSum) this.#sums.add(whole);
    return found;
  }

  #isDependent(binding: Binding): boolean {
    return this.#dependents.has(binding) && !this.#sums.has(this.#whole(binding));
  }

  #whole(binding: Binding): Binding {
    return this.#wholes.get(binding) ?? binding;
  }

  /** Learns what an expression assigns and calls, and gives its kind. */
  #expression(node: Expression): Kind {
    this.#parts(node);
    return kindOf(node, this);
  }

  #parts(node: Expression): void {
    if (node.kind === 'conditional' || node.kind === 'logical') {
      const [condition, ...branches] = childrenOf(node) as [Expression, ...Expression[]];
      this.#parts(condition);
      const truth = truthOf(condition, this);
      branches.forEach((branch, i) => {
        if (node.kind === 'conditional' && truth === (i === 1)) return;
        if (node.kind === 'logical' && truth === (node.operator === '||')) return;
        this.#parts(branch);
      });
      return;
    }
    for (const child of childrenOf(node)) this.#parts(child);
    if (node.kind === 'assign') this.#target(node.target, node.operator, node.value, node);
    else if (node.kind === 'update' && node.target.kind === 'name')
      this.#learn(node.target.binding, kindOf(node, this));
    else if (node.kind === 'call' && node.callee.kind === 'name')
      this.#call(node.callee.binding, node.args);
  }

  #target(target: Target, operator: AssignOperator, value: Expression, node: Expression): void {
    const to = bare(target);
    if (operator !== '=' && isLogicalAssignment(operator))
      throw new NoLowering(`the operator ${operator}`);
    const kind = kindOf(node, this);
    if (to.kind === 'name') {
      if (PRODUCT.test(operator)) this.#products.add(to.binding);
      this.#assign(to.binding, value, kind);
      return;
    }
    if (to.kind === 'element') {
      elementOf(to.object, this);
      return;
    }
    const object = to.kind === 'property' ? bare(to.object) : undefined;
    const member =
      object?.kind === 'name' && to.kind === 'property'
        ? this.unit.objects.get(object.binding)?.get(to.name)
        : undefined;
    if (member === undefined) throw new NoLowering('an assignment to a property');
    this.#learn(member, kind);
  }

  #call(callee: Binding, args: readonly Expression[]): void {
    const prepared = this.#reach(callee);
    if (prepared === undefined) return;
    prepared.node.parameters.forEach(({ binding, init, rest }, i) => {
      if (rest) throw new NoLowering('a list of arguments');
      const arg = args[i] ?? init;
      if (arg === undefined) throw new NoLowering(`a call without ${binding.name}`);
      if (!this.unit.roots.has(callee)) this.#learn(binding, kindOf(arg, this));
    });
  }
}

/** Bounds for a variable that goes on changing. */
function widened(first: Kind, before: Kind, after: Kind): Kind {
  if (!isInteger(first) || !isInteger(before) || !isInteger(after)) return NUMBER;
  if (!within(first, INT32_MIN, UINT32_MAX)) return NUMBER;
  const { step } = after;
  const lo = after.lo < before.lo ? (after.lo < 0 ? INT32_MIN : 0) : before.lo;
  if (after.hi <= before.hi) return integer(lo, before.hi, step);
  return integer(lo, lo < 0 || first.hi <= INT32_MAX ? INT32_MAX : UINT32_MAX, step);
}

/** The bounds of one kind with the step of a kind that holds more. */
function withStep(before: Kind, after: Kind): Kind {
  return isInteger(before) && isInteger(after) ? integer(before.lo, before.hi, after.step) : before;
}

/** The address of an array, and how many elements it has. */
function partsOf(value: Expression, known: Known): { readonly base: Kind; readonly length: Kind } {
  const array = bare(value);
  if (array.kind === 'name') {
    const view = known.view(array.binding);
    return view === undefined
      ? { base: NEVER, length: NEVER }
      : { base: known.kind(view.base), length: known.kind(view.length) };
  }
  if (array.kind === 'assign') return partsOf(array.value, known);
  if (array.kind !== 'new' || elementMade(array) === undefined) throw new NoLowering('this array');
  const [, start] = array.args;
  const base = start === undefined ? integer(0, 0) : kindOf(start, known);
  return { base, length: UINT32 };
}
