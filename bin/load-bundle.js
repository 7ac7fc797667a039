const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const { codeCache } = require('./code-cache.js');

/** What bundles load from their own folder. */
const BUNDLE = /^\.\/[\w-]+\.cjs$/;

/**
 * Loads bundled programs with the code that V8 compiled for them in an earlier run.
 * @param {string} command its first argument: each command has code of its own
 */
function bundleLoader(command) {
  const loaded = new Map();
  const toKeep = [];

  /** @param {string} path */
  function load(path) {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const source = readFileSync(path);
    const program = basename(path, '.cjs');
    const cache = codeCache(program, source, command);
    const cachedData = cache.read();
    // Without the flag, the garbage collector would throw away what ran once, at the start.
    const keepsCode =
      cachedData === undefined && cache.canWrite() && takesFlag('--no-flush-bytecode');
    const script = new Script(Module.wrap(source.toString('latin1')), {
      // The name goes into the cache, and from there into stacks: it does not say where the package is.
      filename: basename(path),
      cachedData,
    });
    if (keepsCode) toKeep.push({ script, cache });
    const module = { exports: {} };
    loaded.set(path, module);
    const folder = dirname(path);
    const others = Module.createRequire(path);
    const requireFrom = (name) => (BUNDLE.test(name) ? load(join(folder, name)) : others(name));
    script.runInThisContext()(module.exports, requireFrom, module, path, folder);
    return module.exports;
  }

  return {
    load,
    /** Keeps the code that was compiled, for the next run. */
    keep() {
      // V8 takes code only under the flags that it was made with.
      if (toKeep.length > 0) setFlagsFromString('--flush-bytecode');
      for (const { script, cache } of toKeep) cache.write(() => script.createCachedData());
    },
  };
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
