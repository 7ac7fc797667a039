import type { WasmMemory, WasmRequest } from '../../../generator/wasm/index.ts';
import { UsageError } from '../usage-error.ts';

/**
 * What the command line asks of WebAssembly modules; undefined if it asks for none.
 * @throws UsageError if the address is not a multiple of 8 below 2^32, or there is an option of modules without these
 */
export function wasmRequest({
  target,
  'wasm-address': text,
  'wasm-memory': memory,
}: {
  readonly target: string;
  readonly 'wasm-address'?: string | undefined;
  readonly 'wasm-memory'?: WasmMemory | undefined;
}): WasmRequest | undefined {
  if (text !== undefined && target !== 'wasm')
    throw new UsageError(
      '--wasm-address says where a WebAssembly module has its heap: add --target wasm',
    );
  if (memory !== undefined && target !== 'wasm')
    throw new UsageError(
      '--wasm-memory says where a WebAssembly module has its memory from: add --target wasm',
    );
  if (target !== 'wasm') return undefined;
  if (text === undefined) return { memory };
  const address = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
  if (!(address < 2 ** 32 && address % 8 === 0))
    throw new UsageError(
      `--wasm-address: ${text} is not a multiple of 8 below 2^32. Write 1024 or 0x400, for example.`,
    );
  return { address, memory };
}
