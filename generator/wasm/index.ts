/**
 * The WebAssembly target: the program that malloc.js is printed from becomes `malloc.wasm`, with
 * JavaScript that loads it and declarations of that.
 */
import type { BuildOptions } from '../options/index.ts';
import type { SpecialisedProgram } from '../specialise/index.ts';
import { loadBinaryen } from './binaryen.ts';
import { NoLowering, WasmTargetError } from './errors.ts';
import { faceOf } from './glue/face.ts';
import { hostText } from './glue/host.ts';
import { glueText } from './glue/javascript.ts';
import { Inference } from './kinds/infer.ts';
import { emitModule, type Goal } from './lower/module.ts';
import { unitOf } from './unit.ts';

export { BINARYEN_VERSION } from './binaryen.ts';
export { BinaryenMissingError, WasmTargetError } from './errors.ts';
export { glueDeclarations } from './glue/declarations.ts';
export type { Goal } from './lower/module.ts';

export interface LowerOptions {
  /** What the phase was configured to; names in errors come from here. */
  readonly options: BuildOptions;
  readonly goal: Goal;
  /** The address of the static data, a multiple of 8. Without it the module takes any region. */
  readonly address?: number | undefined;
  /** Only these exports; by default all that the variant has. */
  readonly exports?: readonly string[] | undefined;
}

/** What is asked of the modules of a configuration. */
export interface WasmRequest {
  /** The address of the static data, a multiple of 8. Without it the modules take any region. */
  readonly address?: number | undefined;
}

/** What is written of a variant as a WebAssembly module, with texts that are formatted. */
export interface WasmBuild extends LoweredModule {
  readonly declarations: string;
  readonly address: number | undefined;
  readonly sizes: { readonly raw: number; readonly gzip: number; readonly brotli: number };
}

/** A variant as a WebAssembly module. */
export interface LoweredModule {
  /** The bytes of `malloc.wasm`. */
  readonly wasm: Uint8Array;
  /** `malloc.wasm.js`, not formatted. */
  readonly javascript: string;
  /** Names of the exported functions, variables and constants. */
  readonly exports: readonly string[];
  /** Functions that the module imports from `env`, beside the memory. */
  readonly imports: readonly string[];
}

const PAGE = 65536;

/**
 * Lowers a specialised program. Addresses and bytes of memory are those of malloc.js.
 * @throws WasmTargetError if the program has something that no module can have; it names the symbol
 * @throws BinaryenMissingError if binaryen is not installed
 */
export async function lowerToWasm(
  program: SpecialisedProgram,
  { options, goal, address, exports }: LowerOptions,
): Promise<LoweredModule> {
  const binaryen = await loadBinaryen();
  if (program.factory !== undefined)
    throw new WasmTargetError(
      `SYS_MALLOC_MULTI_INSTANCE has no place in a WebAssembly module: each instance of the module has a heap of its own. Turn it off, and call instantiate() for each heap.`,
    );
  const shown =
    exports === undefined
      ? program
      : { ...program, exports: program.exports.filter((name) => exports.includes(name)) };
  try {
    const unit = unitOf(program.program);
    const roots = [...program.program.roots]
      .filter(([binding, name]) => unit.functions.has(binding) && shown.exports.includes(name))
      .map(([binding]) => binding);
    const known = new Inference(unit, roots, address);
    const names = (binding: Parameters<typeof program.names.get>[0]): string =>
      program.names.get(binding) ?? binding.name;
    const isShared = options.enabled.SYS_MALLOC_LOCK;
    const module = emitModule(binaryen, known, names, { isShared, goal });
    const members = faceOf(shown, known, module, names, address, options.global['64BIT']);
    const length = options.values.SYS_MALLOC_LEN;
    const javascript = glueText(members, {
      hosts: module.hosts.map((host) => hostText(host, known, names)),
      address,
      isShared,
      pages: Math.min(Math.ceil(((address ?? 0) + length) / PAGE) + 1, 65536),
    });
    return {
      wasm: module.wasm,
      javascript,
      exports: shown.exports,
      imports: module.hosts.map(({ name }) => name),
    };
  } catch (error) {
    if (!(error instanceof NoLowering)) throw error;
    throw new WasmTargetError(error.message, { cause: error });
  }
}
