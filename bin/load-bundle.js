const { closeSync, fstatSync, openSync, readSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const { codeCache } = require('./code-cache.js');

/** What bundles load from their own folder. */
const BUNDLE = /^\.\/[\w-]+\.cjs$/;

/**
 * Loads bundled programs with the code that V8 compiled for them in an earlier run.
 * @param {string} command its first argument, or `help`: each command has code of its own
 * @param {{ whileLoading<T>(load: () => T): T }} flags
 */
function bundleLoader(command, flags) {
  const loaded = new Map();
  const toKeep = [];

  /** @param {string} path */
  function load(path) {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const { source, wrapped } = readWrapped(path);
    const program = basename(path, '.cjs');
    const cache = codeCache(program, source, command);
    const cachedData = cache.read();
    // Without the flag, the garbage collector would throw away what ran once, at the start.
    const keepsCode =
      cachedData === undefined && cache.canWrite() && takesFlag('--no-flush-bytecode');
    const script = new Script(wrapped, {
      // The name goes into the cache, and from there into stacks: it does not say where the package is.
      filename: basename(path),
      cachedData,
    });
    if (keepsCode) toKeep.push({ script, cache });
    const module = { exports: {} };
    loaded.set(path, module);
    const folder = dirname(path);
    const others = Module.createRequire(path);
    // Each of the modules in a bundle asks for its own `node:path`, and changing flags takes time.
    const required = new Map();
    const requireFrom = (name) => {
      if (!required.has(name)) {
        const isBundle = BUNDLE.test(name);
        required.set(
          name,
          flags.whileLoading(() => (isBundle ? load(join(folder, name)) : others(name))),
        );
      }
      return required.get(name);
    };
    script.runInThisContext()(module.exports, requireFrom, module, path, folder);
    return module.exports;
  }

  return {
    load,
    /** Keeps the code that was compiled, for the next run. */
    keep() {
      // V8 takes code only under the flags that it was made with.
      if (toKeep.length === 0) return;
      setFlagsFromString('--flush-bytecode');
      flags.whileLoading(() => {
        for (const { script, cache } of toKeep) cache.write(() => script.createCachedData());
      });
    },
  };
}

/**
 * A program, and the same as text in the function that modules are wrapped in. They are read next to that, since
 * V8 would copy a text to put something around it.
 * @param {string} path
 */
function readWrapped(path) {
  const [head, tail] = Module.wrapper;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const all = Buffer.allocUnsafeSlow(head.length + size + tail.length);
    const source = all.subarray(head.length, head.length + size);
    all.write(head, 'latin1');
    if (readSync(file, source) < size) throw new Error(`${path} was changed while it was read`);
    all.write(tail, head.length + size, 'latin1');
    return { source, wrapped: all.toString('latin1') };
  } finally {
    closeSync(file);
  }
}

/** Sets a flag of V8. Bun has no such flags before 1.4, and throws. */
function takesFlag(flag) {
  try {
    setFlagsFromString(flag);
    return true;
  } catch {
    return false;
  }
}

module.exports = { bundleLoader };
