import { canonicalForm, type BuildOptions } from '../options/index.ts';
import type { Goal, WasmRequest } from '../wasm/index.ts';
import type { Bytes } from './bytes.ts';
import type { StopSignal } from '../stop-signal.ts';

/** What is measured: a program that imports from a variant. */
export interface Program {
  readonly options: BuildOptions;
  /** The names that it imports; without them, those that a matrix measures. */
  readonly imports?: readonly string[];
  /** Measures `malloc.wasm` instead, made so. */
  readonly module?: ModuleWanted;
}

/** What a WebAssembly module should be. */
export interface ModuleWanted extends WasmRequest {
  readonly goal: Goal;
}

/** Measures programs. */
export interface Measurer {
  /**
   * @throws {WasmTargetError} if `malloc.wasm` is asked for and cannot be made
   * @throws the reason of the signal when it is aborted. A program that nobody waits for any more is not
   * measured, unless the work on it has begun.
   */
  measure(program: Program, signal?: StopSignal): Promise<Bytes>;
  /** Ends the work and the threads. Nothing can be measured afterwards. */
  close(): Promise<void>;
}

/** One text for equal programs, and another for any two that differ. */
export function programText({ options, imports, module }: Program): string {
  const names = imports === undefined ? undefined : imports.toSorted();
  return JSON.stringify([
    canonicalForm(options),
    names ?? null,
    ...(module === undefined
      ? []
      : [module.goal, module.address ?? null, module.memory ?? 'imported']),
  ]);
}
