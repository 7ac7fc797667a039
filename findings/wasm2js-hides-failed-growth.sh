#!/usr/bin/env bash
# Versions: binaryen 132.0.0 (npm), its wasm2js.
# One would guess: memory.grow returns -1 if the memory cannot grow, both in the module and in the JavaScript that wasm2js
#   makes of it, because a program has no other way to learn that.
# What happens: in the JavaScript, memory.grow returns the old number of pages, as if the memory had grown, though it keeps
#   its length. An allocator then returns addresses behind the end of the memory. Stores there are dropped, and loads give
#   0, without an error.
# Why it matters here: a heap that grows (CONFIG_SYS_MALLOC_GROW) compares the result with -1, so its malloc.wasm must not be
#   translated by wasm2js. If an engine has no WebAssembly, import malloc.js instead.
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
