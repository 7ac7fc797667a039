#!/usr/bin/env node
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// A reader that closes the pipe early, such as head, has seen what it wanted. Messages that nobody
// reads keep a command from nothing.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.stderr.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

// A command is over before most code that V8 would optimise has paid for that, on threads of its own.
// Known to all releases up to this one; V8 writes a message about a flag that it does not know.
const NEWEST_RELEASE_WITH_THE_FLAG = 24;
const BYTES_RUN_BEFORE_OPTIMISING = 1_000_000;

const program = process.argv[2] === 'kconfig' ? 'kconfig' : 'mallocgen';
const { run } = load(join(__dirname, `../dist/bundle/${program}.cjs`));
if (Number.parseInt(process.versions.node, 10) <= NEWEST_RELEASE_WITH_THE_FLAG) {
  setFlagsFromString(`--interrupt-budget=${BYTES_RUN_BEFORE_OPTIMISING}`);
}
run(process).then((code) => {
  process.exitCode = code;
});

/**
 * Loads a CommonJS file as `require` does, with the code that V8 compiled when the package was built.
 * For another Node.js than that one there is no such code: V8 compiles the text.
 */
function load(path) {
  const cache = `${path.slice(0, -4)}-${process.version}-${process.platform}-${process.arch}.cache`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new Script(Module.wrap(readFileSync(path, 'latin1')), {
    filename: path,
    cachedData,
  });
  const loaded = { exports: {} };
  const require = Module.createRequire(path);
  script.runInThisContext()(loaded.exports, require, loaded, path, dirname(path));
  return loaded.exports;
}
