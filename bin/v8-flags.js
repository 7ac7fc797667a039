const { setFlagsFromString } = require('node:v8');

// Most commands end before the code that V8 would optimise has paid for that, on threads of its own.
const BYTES_RUN_BEFORE_OPTIMISING = 1_000_000;

/** What V8 11 has for the flags below. */
const OWN_FLAGS = ['--interrupt-budget=67584', '--semi-space-growth-factor=2'];

/**
 * The flags under which a command runs, and those under which its code is loaded. V8 takes compiled code only
 * under the flags that it was made with, and that of Node.js's own modules was made without any: under others it
 * compiles each of them from its text, which takes three times as long.
 *
 * @param {string} command
 */
function v8Flags(command) {
  const flags = flagsFor(command);
  let loading = 0;
  return {
    /**
     * Loads something under V8's own flags. After it the flags of the command hold.
     * @template T
     * @param {() => T} load
     * @returns {T}
     */
    whileLoading(load) {
      if (loading === 0 && flags.length > 0) OWN_FLAGS.forEach(setFlagsFromString);
      loading += 1;
      try {
        return load();
      } finally {
        loading -= 1;
        if (loading === 0) flags.forEach(setFlagsFromString);
      }
    },
  };
}

/** V8 writes a message about a flag that it does not know, and releases after Node.js 20 do not know the first. */
function flagsFor(command) {
  const { node, v8 } = process.versions;
  if (!node.startsWith('20.') || !v8.startsWith('11.')) return [];
  // What a command makes mostly stays, so that collecting garbage early finds little. What a Kconfig tree is made of
  // soon leaves a young generation that stays at one megabyte, which costs less than touching more pages.
  const growth = ['kconfig', 'menuconfig'].includes(command) ? 1 : 16;
  return [
    `--interrupt-budget=${BYTES_RUN_BEFORE_OPTIMISING}`,
    `--semi-space-growth-factor=${growth}`,
  ];
}

module.exports = { v8Flags };
