import { requestOf, type MatrixKind } from '../../../generator/matrix/index.ts';
import { wasmOptions } from '../inputs/wasm-request.ts';
import { optionWords } from '../shell-words.ts';

/** The options with which a matrix is of a kind: `--target wasm --wasm-address 1024`. */
export function kindWords(kind: MatrixKind): string {
  const wasm = requestOf(kind);
  return wasm === undefined ? '--target javascript' : optionWords(wasmOptions(wasm)).join(' ');
}
