#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const { codeCache } = require('./code-cache.js');

// A command does not depend on whether somebody reads its messages.
process.stderr.on('error', () => {});

// Most commands end before the code that V8 would optimise has paid for that, on threads of its own.
// V8 writes a message about a flag that it does not know, and releases after Node.js 20 do not know this one.
const BYTES_RUN_BEFORE_OPTIMISING = 1_000_000;
if (process.versions.node.startsWith('20.') && process.versions.v8.startsWith('11.')) {
  setFlagsFromString(`--interrupt-budget=${BYTES_RUN_BEFORE_OPTIMISING}`);
}

const BUNDLES = join(__dirname, '../dist/bundle');

// Only a clone has this file.
const BUILT_FROM = join(BUNDLES, 'built-from.json');
if (existsSync(BUILT_FROM)) require('./refuse-stale.js').refuseStale(BUILT_FROM);

const command = process.argv[2] ?? '';
start(command === 'kconfig' ? 'kconfig' : 'mallocgen');

function readBundle(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stderr.write('mallocgen is not built: run npm ci, or npm run build.\n');
    process.exit(2);
  }
}

/** Runs a bundled program, and keeps the code that V8 compiles for it. */
function start(program) {
  const path = join(BUNDLES, `${program}.cjs`);
  const source = readBundle(path);
  const cache = codeCache(program, source, command);
  const cachedData = cache.read();
  const keepsCode = cachedData === undefined && cache.canWrite();
  // Otherwise the garbage collector would throw away what ran once, at the start.
  if (keepsCode) setFlagsFromString('--no-flush-bytecode');
  const script = new Script(Module.wrap(source.toString('latin1')), {
    // The name goes into the cache, and from there into stacks: it does not say where the package is.
    filename: basename(path),
    cachedData,
  });
  const loaded = { exports: {} };
  script.runInThisContext()(
    loaded.exports,
    Module.createRequire(path),
    loaded,
    path,
    dirname(path),
  );
  const { EXIT, outputFailure, run } = loaded.exports;
  process.stdout.on('error', (error) => {
    // A reader that closes the pipe early, such as head, has seen what it wanted.
    if (error.code === 'EPIPE' && process.exitCode !== undefined) process.exit();
    process.stderr.write(outputFailure(error));
    process.exit(EXIT.badInput);
  });
  run(process).then((code) => {
    process.exitCode = code;
    if (!keepsCode || code !== 0) return;
    // V8 takes code only under the flags that it was made with.
    setFlagsFromString('--flush-bytecode');
    cache.write(() => script.createCachedData());
  });
}
