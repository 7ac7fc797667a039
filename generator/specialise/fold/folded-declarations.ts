import { isDroppable } from '../analyse/effects.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { ValueType } from '../syntax/value-type.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Everything that folding one declaration asks about another one. */
interface OutsideFacts {
  readonly isConstant: boolean;
  readonly returnsConstant: boolean;
  /** A call has no effects, so it can be left out. */
  readonly isCallDroppable: boolean;
  readonly valueType: ValueType;
}

const NOTHING_KNOWN: OutsideFacts = {
  isConstant: false,
  returnsConstant: false,
  isCallDroppable: false,
  valueType: 'unknown',
};

function outsideFacts({ kind, binding }: Declaration, fold: ConstantFolder): OutsideFacts {
  if (kind === 'variable') {
    return {
      ...NOTHING_KNOWN,
      isConstant: fold.facts.constant(binding) !== undefined,
      valueType: fold.facts.valueType(binding),
    };
  }
  if (kind !== 'function') return NOTHING_KNOWN;
  const returnsConstant = fold.facts.returned(binding) !== undefined;
  const effects = returnsConstant ? undefined : fold.calling(binding);
  return {
    ...NOTHING_KNOWN,
    returnsConstant,
    isCallDroppable: returnsConstant || (effects !== undefined && isDroppable(effects)),
  };
}

function isSame(a: OutsideFacts, b: OutsideFacts): boolean {
  return (
    a.isConstant === b.isConstant &&
    a.returnsConstant === b.returnsConstant &&
    a.isCallDroppable === b.isCallDroppable &&
    a.valueType === b.valueType
  );
}

/** Declarations that folding does not change while the facts about the others stay the same. */
export class FoldedDeclarations {
  #folded = new Set<Declaration>();
  readonly #outside = new Map<Binding, OutsideFacts>();

  /** Forgets all declarations if a fact about one of the program's declarations is new. */
  update(program: Program, fold: ConstantFolder): void {
    let isNew = false;
    for (const declaration of program.declarations) {
      const before = this.#outside.get(declaration.binding) ?? NOTHING_KNOWN;
      const now = outsideFacts(declaration, fold);
      if (isSame(before, now)) continue;
      this.#outside.set(declaration.binding, now);
      isNew = true;
    }
    if (isNew) this.#folded = new Set();
  }

  has(declaration: Declaration): boolean {
    return this.#folded.has(declaration);
  }

  add(declaration: Declaration): void {
    this.#folded.add(declaration);
  }
}
