#!/usr/bin/env bash
# Versions: binaryen 132.0.0 (npm), its wasm2js.
# One would guess: where memory.grow cannot grow the memory it is -1 in the JavaScript that wasm2js makes, as it is in the
#   module, since that is the only way to learn that there is no more memory.
# What happens: the memory stays as it is, within its maximum, but memory.grow gives the number of pages there were, as if it
#   had grown. An allocator that asks for more hands out addresses behind the end; what is stored there is dropped, and
#   what is read there is 0, without an error.
# Why it matters here: a heap that grows (CONFIG_SYS_MALLOC_GROW) compares with -1. Its malloc.wasm has to stay a
#   WebAssembly module; where there is none, malloc.js is the one to take.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund binaryen@132.0.0
cat >bump.wat <<'WAT'
(module
  (memory (export "memory") 1 2)
  (global $top (mut i32) (i32.const 65536))
  (func (export "grow") (param i32) (result i32)
    (memory.grow (local.get 0)))
  ;; A page from the end of the memory, or 0.
  (func (export "page") (result i32)
    (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1))
      (then (return (i32.const 0))))
    (global.set $top (i32.add (global.get $top) (i32.const 65536)))
    (i32.sub (global.get $top) (i32.const 65536)))
  (func (export "kept") (param i32) (result i32)
    (i32.store (local.get 0) (i32.const 42))
    (i32.load (local.get 0))))
WAT
node node_modules/binaryen/bin/wasm-as bump.wat -o bump.wasm
node node_modules/binaryen/bin/wasm2js bump.wasm -o bump-in-js.js
cat >try.js <<'JS'
import { readFileSync } from 'node:fs';
import * as inJavaScript from './bump-in-js.js';

const { version } = JSON.parse(readFileSync('node_modules/binaryen/package.json', 'utf8'));
console.log(`binaryen ${version}, Node.js ${process.version}`);

const module = new WebAssembly.Module(readFileSync('bump.wasm'));
const inWasm = new WebAssembly.Instance(module).exports;
for (const [name, { grow, page, kept, memory }] of Object.entries({ inWasm, inJavaScript })) {
  const tooMany = grow(2);
  const first = page();
  const second = page();
  console.log(
    `${name}: 2 pages more than there may be: ${tooMany}; blocks at ${first} and ${second};`,
    `42 in the first reads ${kept(first)},`,
    second === 0 ? 'there is no second;' : `in the second ${kept(second)};`,
    `${memory.buffer.byteLength} bytes`,
  );
}
JS
node try.js | tee seen
grep -qF 'inWasm: 2 pages more than there may be: -1; blocks at 65536 and 0; 42 in the first reads 42, there is no second; 131072 bytes' seen
grep -qF 'inJavaScript: 2 pages more than there may be: 1; blocks at 65536 and 131072; 42 in the first reads 42, in the second 0; 131072 bytes' seen
