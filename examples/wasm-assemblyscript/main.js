import { readFileSync } from 'node:fs';

const wasm = readFileSync(new URL('out/program.wasm', import.meta.url));
const { instance } = await WebAssembly.instantiate(wasm, {
  env: { abort: () => process.exit(1) },
});
const { collect, memory, repeated } = instance.exports;

function expected(count) {
  const words = new Map();
  for (let i = 0, seed = 1; i < count; i += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const word = `word${(seed >>> 16) % 9973}`;
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return [...words.values()].filter((each) => each > 1).length;
}

console.log(repeated(20_000), 'words are there more than once, expected', expected(20_000));

const before = memory.buffer.byteLength;
for (let round = 0; round < 10; round += 1) {
  collect();
  repeated(20_000);
}
console.log(
  before,
  'bytes of memory, and',
  memory.buffer.byteLength - before,
  'more after ten times',
);
