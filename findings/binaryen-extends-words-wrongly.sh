#!/usr/bin/env bash
# Versions: binaryen 132.0.0 (npm), used as a library.
# One would guess: `m.i64.extend_u(m.i32.load(…))` is the word of the memory as a number from 0 to 2^32 - 1, before the
#   optimiser and after it.
# What happens: the optimiser makes i64.load32_s of it, so words from 2^31 become negative. Loads of the JavaScript API are
#   marked as signed, which says nothing for a whole word, and the pass optimize-instructions takes the mark for the kind
#   of the extension. The same code read from its text is right, so a look at the text before the pass shows no fault.
# Why it matters here: sizes and addresses from 2 GiB are such words. Marking each load as unsigned keeps them right.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund binaryen@132.0.0
cat >try.js <<'JS'
import { readFileSync } from 'node:fs';
import binaryen from 'binaryen';

const { version } = JSON.parse(readFileSync('node_modules/binaryen/package.json', 'utf8'));
console.log(`binaryen ${version}, Node.js ${process.version}`);

function built(isSigned) {
  const m = new binaryen.Module();
  m.setMemory(1, 1, 'memory', []);
  const load = m.i32.load(0, 4, m.i32.const(4));
  if (isSigned !== undefined) binaryen.Load.setSigned(load, isSigned);
  m.addFunction('word', binaryen.none, binaryen.i64, [], m.i64.extend_u(load));
  m.addFunctionExport('word', 'word');
  return m;
}
function result(m, passes) {
  m.runPasses(passes);
  const { word, memory } = new WebAssembly.Instance(new WebAssembly.Module(m.emitBinary())).exports;
  new Uint32Array(memory.buffer)[1] = 0x9e3779b1;
  return word();
}
const pass = ['optimize-instructions'];
console.log('as built:', result(built(), []));
console.log('optimised:', result(built(), pass));
console.log('optimised, read from its text:', result(binaryen.parseText(built().emitText()), pass));
console.log('optimised, marked as unsigned:', result(built(false), pass));
JS
node try.js | tee seen
grep -q '^as built: 2654435761n$' seen
grep -q '^optimised: -1640531535n$' seen
grep -q '^optimised, read from its text: 2654435761n$' seen
grep -q '^optimised, marked as unsigned: 2654435761n$' seen
