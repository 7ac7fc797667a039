const { readFileSync, statSync, utimesSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');

/**
 * In a clone, ends the program if a source has changed since the bundles were built from it.
 * @param {string} builtFrom a file that has the hashes of these sources, written by the build
 */
function refuseStale(builtFrom) {
  const built = statSync(builtFrom).mtimeMs;
  const sources = Object.entries(JSON.parse(readFileSync(builtFrom, 'utf8')));
  const touched = sources.filter(([file]) => !(timeOf(file) < built));
  if (touched.length === 0) return;
  const changed = touched.find(([file, hash]) => hashOf(file) !== hash);
  if (changed !== undefined) {
    process.stderr.write(
      `${changed[0]} has changed since mallocgen was built: run npm run build.\n`,
    );
    process.exit(2);
  }
  // Only the times are new, as after a checkout.
  try {
    utimesSync(builtFrom, new Date(), new Date());
  } catch {
    // The next run compares again.
  }
}

function timeOf(file) {
  return statSync(`${ROOT}/${file}`, { throwIfNoEntry: false })?.mtimeMs;
}

function hashOf(file) {
  try {
    // Only what has been touched is read.
    return require('node:crypto')
      .createHash('sha256')
      .update(readFileSync(join(ROOT, file)))
      .digest('hex');
  } catch {
    return undefined;
  }
}

module.exports = { refuseStale };
