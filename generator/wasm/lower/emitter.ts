import type binaryen from 'binaryen';
import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Expression } from '../../specialise/syntax/tree.ts';
import type { Demands } from '../kinds/demand.ts';
import type { Inference } from '../kinds/infer.ts';
import type { Goal } from '../goal.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Hosts } from './hosts.ts';
import type { Representation } from './representation.ts';

export type Ref = binaryen.ExpressionRef;

/** Where a variable is. */
export type Place =
  | {
      readonly is: 'local';
      readonly index: number;
      readonly type: Representation;
      /** It holds the value times 2^scale; see kinds/scales.ts. */
      readonly scale?: number;
    }
  | { readonly is: 'global'; readonly name: string; readonly type: Representation };

/** What all functions share that write code into the body of one function. */
export interface Emitter {
  readonly binaryen: typeof binaryen;
  readonly m: binaryen.Module;
  readonly known: Inference;
  readonly demands: Demands;
  readonly hosts: Hosts;
  readonly goal: Goal;
  /** The memory has a maximum and is shared between threads. */
  readonly isShared: boolean;
  /** The name of the function, for names of what is made for it. */
  readonly name: string;
  /** It compares addresses with the length of the memory by itself. */
  readonly checksLength: boolean;
  kind(node: Expression): Kind;
  /** The value in the representation of its kind. */
  exact(node: Expression): Ref;
  /** The value modulo 2^32. */
  low(node: Expression): Ref;
  /** The value times a power of two, modulo 2^32. */
  scaled(node: Expression, shift: number): Ref;
  /** 0 if the value is falsy. */
  condition(node: Expression): Ref;
  /** What the expression does, without its value. */
  effect(node: Expression): Ref;
  place(binding: Binding): Place;
  /** An expression that has the value of a variable wherever that is used. */
  definition(binding: Binding): Expression | undefined;
  /** A function returns its value times 2^scale. */
  resultScale(binding: Binding): number;
  /** A function takes a parameter times 2^scale. */
  parameterScale(binding: Binding): number;
  /** What a function is called in the module. */
  functionName(binding: Binding): string;
  /** The function that makes a size_t of 64 bits, with or without a sign: the largest for more than that. */
  sizeFunction(isSigned: boolean): string;
  /** A local for values of a type. */
  temporary(type: Representation): number;
  /** Where control goes if a memory does not grow: the handler of a `try`. */
  handler(): string | undefined;
}
