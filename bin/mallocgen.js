#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const { bundleLoader } = require('./load-bundle.js');
const { v8Flags } = require('./v8-flags.js');

// A command does not depend on whether somebody reads its messages.
process.stderr.on('error', () => {});

const BUNDLES = join(__dirname, '../dist/bundle');

// Only a clone has this file.
const BUILT_FROM = join(BUNDLES, 'built-from.json');
if (existsSync(BUILT_FROM)) require('./refuse-stale.js').refuseStale(BUILT_FROM);

const [, , command = ''] = process.argv;
const flags = v8Flags(command);
// Asking for the help of a command runs little of its code, which is not what is kept for the next run.
const asksForHelp = process.argv.includes('--help') || process.argv.includes('-h');
const loader = bundleLoader(asksForHelp ? 'help' : command, flags);
// All that Node.js loads for its streams is loaded under V8's own flags, too.
process.stdout.on('error', (error) => {
  // A reader that closes the pipe early, such as head, has seen what it wanted.
  if (error.code === 'EPIPE' && process.exitCode !== undefined) process.exit();
  process.stderr.write(outputFailure(error));
  process.exit(EXIT.badInput);
});
const { EXIT, outputFailure, run } = flags.whileLoading(loadProgram);
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
