#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const { bundleLoader } = require('./load-bundle.js');

// A command does not depend on whether somebody reads its messages.
process.stderr.on('error', () => {});

// Most commands end before the code that V8 would optimise has paid for that, on threads of its own.
// V8 writes a message about a flag that it does not know, and releases after Node.js 20 do not know this one.
const BYTES_RUN_BEFORE_OPTIMISING = 1_000_000;
if (process.versions.node.startsWith('20.') && process.versions.v8.startsWith('11.')) {
  setFlagsFromString(`--interrupt-budget=${BYTES_RUN_BEFORE_OPTIMISING}`);
  // What a command makes mostly stays, so that collecting garbage early finds little. What a Kconfig tree is made of
  // soon leaves a young generation that stays at one megabyte, which costs less than touching more pages.
  const growth = ['kconfig', 'menuconfig'].includes(process.argv[2]) ? 1 : 16;
  setFlagsFromString(`--semi-space-growth-factor=${growth}`);
}

const BUNDLES = join(__dirname, '../dist/bundle');

// Only a clone has this file.
const BUILT_FROM = join(BUNDLES, 'built-from.json');
if (existsSync(BUILT_FROM)) require('./refuse-stale.js').refuseStale(BUILT_FROM);

const loader = bundleLoader(process.argv[2] ?? '');
const { EXIT, outputFailure, run } = loadProgram();
process.stdout.on('error', (error) => {
  // A reader that closes the pipe early, such as head, has seen what it wanted.
  if (error.code === 'EPIPE' && process.exitCode !== undefined) process.exit();
  process.stderr.write(outputFailure(error));
  process.exit(EXIT.badInput);
});
run(process).then((code) => {
  process.exitCode = code;
  if (code === 0) loader.keep();
});

function loadProgram() {
  try {
    return loader.load(join(BUNDLES, 'mallocgen.cjs'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stderr.write('mallocgen is not built: run npm ci, or npm run build.\n');
    process.exit(2);
  }
}
