import { readFileSync } from 'node:fs';

const wasm = readFileSync(new URL(process.argv[2] ?? 'out/program.wasm', import.meta.url));
// One module with nothing to import: the allocator and the memory are inside.
const { instance } = await WebAssembly.instantiate(wasm);
const { count_of, count_words, forget_words, free, malloc, memory, _initialize } = instance.exports;
_initialize();

// A text of 200000 words.
const words = [];
for (let i = 0, seed = 1; i < 200_000; i += 1) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  words.push(`word${(seed >>> 16) % 9973}`);
}
const expected = new Map();
for (const word of words) expected.set(word, (expected.get(word) ?? 0) + 1);

/** Copies a text to the heap of the program: JavaScript calls the same malloc(). */
function copy(text) {
  const bytes = new TextEncoder().encode(text);
  const mem = malloc(bytes.length) >>> 0;
  if (mem === 0) throw new Error('memory is short');
  new Uint8Array(memory.buffer).set(bytes, mem);
  return [mem, bytes.length];
}

const text = copy(words.join(' '));
console.log(count_words(...text), 'different words, expected', expected.size);
const wrong = [...expected].filter(([word, count]) => {
  const [mem, length] = copy(word);
  const counted = count_of(mem, length);
  free(mem);
  return counted !== count;
});
console.log(wrong.length, 'counts are wrong');

const grown = memory.buffer.byteLength;
forget_words();
console.log(count_words(...text), 'again;', memory.buffer.byteLength - grown, 'more bytes');
