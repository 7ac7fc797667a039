import { createBinding, type Binding } from '../../specialise/syntax/binding.ts';

/** Elements of the typed arrays that can be lowered. */
export interface Element {
  readonly bytes: 1 | 2 | 4 | 8;
  readonly lo: number;
  readonly hi: number;
  readonly isFloat: boolean;
}

const element = (bytes: Element['bytes'], lo: number, hi: number, isFloat = false): Element => ({
  bytes,
  lo,
  hi,
  isFloat,
});

export const ELEMENTS: ReadonlyMap<string, Element> = new Map([
  ['Int8Array', element(1, -128, 127)],
  ['Uint8Array', element(1, 0, 255)],
  ['Int16Array', element(2, -(2 ** 15), 2 ** 15 - 1)],
  ['Uint16Array', element(2, 0, 2 ** 16 - 1)],
  ['Int32Array', element(4, -(2 ** 31), 2 ** 31 - 1)],
  ['Uint32Array', element(4, 0, 2 ** 32 - 1)],
  ['Float64Array', element(8, 0, 0, true)],
  ['DataView', element(1, 0, 255)],
]);

/**
 * A variable that holds a typed array: the address of its first byte, and the number of its elements. Both
 * are 32 bits.
 */
export interface View {
  readonly element: Element;
  readonly base: Binding;
  readonly length: Binding;
}

export function createView(binding: Binding, of: Element): View {
  const part = (name: string): Binding =>
    createBinding(`${binding.name}.${name}`, { topLevel: binding.topLevel, valueType: 'number' });
  return { element: of, base: part('base'), length: part('length') };
}
