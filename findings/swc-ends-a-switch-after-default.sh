#!/usr/bin/env bash
# Versions: @swc/core 1.16.22; esbuild 0.28.2, terser 5.51.4, uglify-js 3.19.3, oxc-minify 0.157.0 beside it.
# One would guess: a `switch` whose value is known while minifying becomes the statements that it runs, those of the cases
#   that `default` falls through to among them.
# What happens: where no case matches and `default` has a case before it and one after it, swc keeps the statements of
#   `default` alone, without a warning. With `default` as the first clause the same program is right.
# Why it matters here: code that is generated from a configuration decides by constants. A switch over an alignment or a
#   size of words that falls through is then cut short by the user's minifier. The specialiser folds it before that.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund @swc/core@1.16.22 esbuild@0.28.2 terser@5.51.4 uglify-js@3.19.3 oxc-minify@0.157.0
cat >middle.js <<'JS'
const MALLOC_ALIGNMENT = 8;
export function steps() {
  const done = [];
  switch (MALLOC_ALIGNMENT) {
    case 16:
      done.push('16');
    default:
      done.push('default');
    case 4:
      done.push('4');
  }
  return done.join();
}
JS
cat >first.js <<'JS'
const MALLOC_ALIGNMENT = 8;
export function steps() {
  const done = [];
  switch (MALLOC_ALIGNMENT) {
    default:
      done.push('default');
    case 4:
      done.push('4');
  }
  return done.join();
}
JS
cat >minify.js <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import swc from '@swc/core';
import { transformSync } from 'esbuild';
import { minifySync } from 'oxc-minify';
import { minify as terser } from 'terser';
import uglify from 'uglify-js';

const minifiers = {
  '@swc/core': (source) => swc.minifySync(source, { module: true, compress: true, mangle: true }).code,
  esbuild: (source) => transformSync(source, { minify: true, format: 'esm' }).code,
  terser: async (source) => (await terser(source, { module: true })).code,
  'uglify-js': (source) => uglify.minify(source, { module: true }).code,
  'oxc-minify': (source) => minifySync('source.js', source, { compress: true, mangle: true }).code,
};
for (const [name, minify] of Object.entries(minifiers)) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
  for (const file of ['middle', 'first']) {
    writeFileSync('minified.js', await minify(readFileSync(`${file}.js`, 'utf8')));
    const { steps } = await import(`./minified.js?${encodeURIComponent(name + file)}`);
    console.log(`${name}: default ${file === 'first' ? 'first' : 'in the middle'}: ${steps()}`);
  }
}
JS
node minify.js | tee seen
grep -q '^@swc/core: default in the middle: default$' seen
[ "$(grep -c ': default,4$' seen)" = 9 ]
