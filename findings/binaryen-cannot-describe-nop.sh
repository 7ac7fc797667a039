#!/usr/bin/env bash
# Versions: binaryen 132.0.0 (npm), used as a library.
# One would guess: getExpressionInfo() describes every expression that the module can build. Its declarations list
#   NopInfo and UnreachableInfo among what it returns.
# What happens: for `m.nop()` and `m.unreachable()` it throws a TypeError about undefined, and only for these two of the
#   simple ones: a constant, drop, return, block, loop or memory.size is described. getExpressionId() and getExpressionType() work.
# Why it matters here: the generator of malloc.wasm asks what it has built, to put a constant into an offset. Who walks
#   a whole body like that has to ask for the id before: functions that end in a throw have an unreachable.
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

const m = new binaryen.Module();
m.setMemory(1, 1, 'memory', []);
const expressions = {
  const: m.i32.const(1),
  drop: m.drop(m.i32.const(1)),
  return: m.return(),
  block: m.block(null, []),
  loop: m.loop('again', m.drop(m.i32.const(1))),
  'memory.size': m.memory.size(),
  nop: m.nop(),
  unreachable: m.unreachable(),
};
for (const [name, expression] of Object.entries(expressions)) {
  let found;
  try {
    found = `described with id ${binaryen.getExpressionInfo(expression).id}`;
  } catch (error) {
    found = error.name;
  }
  console.log(`${name}, id ${binaryen.getExpressionId(expression)}: ${found}`);
}
JS
node try.js | tee seen
for name in const drop return block loop 'memory\.size'; do grep -q "^$name, .*: described with id" seen; done
grep -q '^nop, id .*: TypeError$' seen
grep -q '^unreachable, id .*: TypeError$' seen
