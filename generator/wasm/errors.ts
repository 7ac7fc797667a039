import { MallocgenError } from '../error.ts';
import { formatPosition, type Position } from '../position.ts';
import type { Binding } from '../specialise/syntax/binding.ts';

/** A configuration that has no WebAssembly form. */
export class WasmTargetError extends MallocgenError {
  readonly code = 'wasm-target';
  /** The symbol to blame with its value, as `MCHECK_BACKTRACE=y`; undefined if it is not a single one. */
  readonly blamed: string | undefined;

  constructor(message: string, blamed: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.blamed = blamed;
  }
}

/** Binaryen, which prints the module, is not installed. */
export class BinaryenMissingError extends MallocgenError {
  readonly code = 'binaryen-missing';
}

/** What a program has that WebAssembly has not. Whoever asked for the lowering names the option. */
export class NoLowering extends Error {
  /** What it is, as in "`what` has no place in a WebAssembly module". */
  readonly what: string;
  position: Position | undefined;
  /** The function that has it. */
  within: Binding | undefined;

  constructor(what: string, position?: Position) {
    super(position === undefined ? what : `${formatPosition(position)}: ${what}`);
    this.what = what;
    this.position = position;
  }
}
