import type { WasmMemory, WasmRequest } from '../../../generator/wasm/index.ts';
import { UsageError } from '../usage-error.ts';

/** What the command line says of WebAssembly modules. */
export interface WasmArguments {
  readonly target: string;
  readonly 'wasm-address'?: string | undefined;
  readonly 'wasm-memory'?: WasmMemory | undefined;
}

/**
 * What the command line asks of WebAssembly modules; undefined if it asks for none. What is so by default is left
 * out.
 * @throws UsageError if the address is not a multiple of 8 below 2^32, or there is an option of modules without these
 */
export function wasmRequest({
  target,
  'wasm-address': text,
  'wasm-memory': memory,
}: WasmArguments): WasmRequest | undefined {
  if (text !== undefined && target !== 'wasm')
    throw new UsageError(
      '--wasm-address says where a WebAssembly module has its heap: add --target wasm',
    );
  if (memory !== undefined && target !== 'wasm')
    throw new UsageError(
      '--wasm-memory says where a WebAssembly module has its memory from: add --target wasm',
    );
  if (target !== 'wasm') return undefined;
  const own = memory === 'own' ? { memory } : {};
  if (text === undefined) return own;
  const address = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
  if (!(address < 2 ** 32 && address % 8 === 0))
    throw new UsageError(
      `--wasm-address: ${text} is not a multiple of 8 below 2^32. Write 1024 or 0x400, for example.`,
    );
  return { address, ...own };
}

/** The options that ask for these modules, as {@link wasmRequest} reads them; none for JavaScript. */
export function wasmOptions(
  request: WasmRequest | undefined,
): Readonly<Record<string, string | undefined>> {
  if (request === undefined) return {};
  const { address, memory } = request;
  return {
    target: 'wasm',
    'wasm-address': address === undefined ? undefined : String(address),
    'wasm-memory': memory,
  };
}

/** How a table calls these modules: `malloc.wasm at 1024, with a memory of its own`. */
export function wasmTitle({ address, memory }: WasmRequest): string {
  const place = address === undefined ? '' : ` at ${address}`;
  return `malloc.wasm${place}${memory === 'own' ? ', with a memory of its own' : ''}`;
}
