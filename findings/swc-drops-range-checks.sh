#!/usr/bin/env bash
# Versions: @swc/core 1.16.22; oxc-minify 0.157.0, esbuild 0.28.2, terser 5.51.4, uglify-js 3.19.3 beside it.
# One would guess: a constructor whose value is not used stays where it can throw, as a view that lies outside of its
#   buffer does.
# What happens: with its default options swc drops `new Int32Array(buffer, start, length)`, as it does with all typed
#   arrays but those of BigInts. It keeps `new DataView(buffer, start, length)` and `new ArrayBuffer(length)`. The other
#   four keep all.
# Why it matters here: the shortest check that a heap lies in a memory is to make a view of it and to catch the RangeError.
#   After swc this check accepts every range. A view that is kept and used is safe.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund @swc/core@1.16.22 oxc-minify@0.157.0 esbuild@0.28.2 terser@5.51.4 uglify-js@3.19.3
cat >checks.js <<'JS'
export function checks(buffer, start, length, bytes) {
  let view = 'accepted';
  let dataView = 'accepted';
  let memory = 'accepted';
  try { new Int32Array(buffer, start, length); } catch { view = 'refused'; }
  try { new DataView(buffer, start, 4 * length); } catch { dataView = 'refused'; }
  try { new ArrayBuffer(bytes); } catch { memory = 'refused'; }
  return `Int32Array ${view}, DataView ${dataView}, ArrayBuffer ${memory}`;
}
JS
cat >minify.js <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import swc from '@swc/core';
import { transformSync } from 'esbuild';
import { minifySync } from 'oxc-minify';
import { minify as terser } from 'terser';
import uglify from 'uglify-js';

const source = readFileSync('checks.js', 'utf8');
const minified = {
  'no minifier': source,
  '@swc/core': swc.minifySync(source, { module: true, compress: true, mangle: true }).code,
  'oxc-minify': minifySync('checks.js', source, { compress: true, mangle: true }).code,
  esbuild: transformSync(source, { minify: true }).code,
  terser: (await terser(source, { module: true })).code,
  'uglify-js': uglify.minify(source, { module: true }).code,
};
for (const [name, code] of Object.entries(minified)) {
  if (name !== 'no minifier') {
    console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
  }
  writeFileSync('minified.js', code);
  const { checks } = await import(`./minified.js?${encodeURIComponent(name)}`);
  console.log(`${name}: ${checks(new ArrayBuffer(16), 8, 4, -1)}`);
}
JS
node minify.js | tee seen
grep -q '^@swc/core: Int32Array accepted, DataView refused, ArrayBuffer refused$' seen
[ "$(grep -c ': Int32Array refused, DataView refused, ArrayBuffer refused$' seen)" = 5 ]
