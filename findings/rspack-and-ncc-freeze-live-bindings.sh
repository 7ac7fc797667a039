#!/usr/bin/env bash
# Versions: @rspack/core 2.3.3, @vercel/ncc 0.45.0; webpack 5.113.0, Rollup 4.68.8, Rolldown 1.2.19, esbuild 0.28.2 beside them.
# One would guess: a library that is bundled as a module exports its variables live, as the language has it: `export let brk`
#   is read with its present value by whoever imports it.
# What happens: where the entry only re-exports the variable from another module, Rspack (library.type "module") and ncc
#   copy its first value into a constant, without a warning. Rspack's "modern-module" and the other bundlers keep it live.
# Why it matters here: the break of a heap is such a variable. A published bundle then says for ever that the heap is
#   empty, and nothing fails. Functions that return the variable are safe in all of them.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund @rspack/core@2.3.3 @vercel/ncc@0.45.0 \
  webpack@5.113.0 rollup@4.68.8 rolldown@1.2.19 esbuild@0.28.2
mkdir src
echo 'export let brk = 0; export function grow(bytes) { brk += bytes; }' >src/heap.js
echo "export { brk, grow } from './heap.js';" >src/index.js
cat >build.js <<'JS'
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rspack } from '@rspack/core';
import esbuild from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import webpack from 'webpack';

const entry = './src/index.js';
const options = (name, type) => ({
  mode: 'production',
  target: 'node',
  entry,
  output: { path: resolve('out', name), filename: 'index.js', module: true, library: { type } },
});
const built = (compiler, settings) =>
  new Promise((done, fail) =>
    compiler(settings, (error, stats) =>
      error || stats.hasErrors() ? fail(error ?? new Error(stats.toString())) : done(),
    ),
  );
await built(rspack, options('rspack module', 'module'));
await built(rspack, options('rspack modern-module', 'modern-module'));
await built(webpack, { ...options('webpack module', 'module'), experiments: { outputModule: true } });
await (await rollup({ input: entry })).write({ file: 'out/rollup/index.js' });
await (await rolldown({ input: entry })).write({ file: 'out/rolldown/index.js' });
await esbuild.build({ entryPoints: [entry], bundle: true, format: 'esm', outfile: 'out/esbuild/index.js' });
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
for (const name of ['@rspack/core', '@vercel/ncc', 'webpack', 'rollup', 'rolldown', 'esbuild'])
  console.log(name, version(name));
for (const name of process.argv.slice(2)) {
  const heap = await import(resolve('out', name, 'index.js'));
  heap.grow(4096);
  console.log(`${name}: brk is ${heap.brk} after grow(4096)`);
}
JS
npx ncc build src/index.js --out out/ncc --quiet
node build.js 'rspack module' ncc 'rspack modern-module' 'webpack module' rollup rolldown esbuild | tee seen
[ "$(grep -c 'brk is 0 ' seen)" = 2 ]
[ "$(grep -cE '^(rspack module|ncc): brk is 0 ' seen)" = 2 ]
[ "$(grep -c 'brk is 4096 ' seen)" = 5 ]
