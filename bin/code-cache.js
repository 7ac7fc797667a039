const {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { homedir } = require('node:os');
const { dirname, isAbsolute, join } = require('node:path');
const { crc32 } = require('node:zlib');

/** Files that are kept, so that the folder does not grow with every version and command. */
const MOST_FILES = 64;
const EXTENSION = '.v8';
/** What a file is called while it is written. A run that was ended leaves it behind. */
const TEMPORARY = /^\.[a-z-]+-[0-9a-f]{8}\.v8-\d+$/;
/** Milliseconds after which nobody is still writing such a file. */
const ABANDONED = 10 * 60_000;
/** V8 copies code that does not begin at a multiple of the size of a word. */
const HEAD_LENGTH = 8;

/**
 * The code that V8 compiled when a program last ran without such code, in a file below the user's cache
 * folder. V8 checks neither whose code it is nor whether it is damaged, so the file begins with a
 * checksum of both.
 *
 * @param {string} program name of the program
 * @param {Buffer} source its text
 * @param {string} command its first argument: each command has code of its own
 */
function codeCache(program, source, command) {
  const [word = 'mallocgen'] = /[a-z]+/.exec(command) ?? [];
  const { arch, execArgv, platform, versions } = process;
  const engine = [JSON.stringify(versions), platform, arch, ...execArgv, process.env.NODE_OPTIONS];
  const identity = [program, word, crc32(source), ...engine].join(' ');
  const name = `${program}-${word}-${crc32(identity).toString(16).padStart(8, '0')}${EXTENSION}`;
  const checksum = (code) => crc32(code, crc32(identity));
  return {
    /** Undefined if there is none, or if it is damaged or somebody else's. */
    read() {
      try {
        const folder = cacheFolder();
        const file = join(folder, name);
        if (!isOwn(folder) || !lstatSync(file).isFile()) return undefined;
        const content = readFileSync(file);
        const code = content.subarray(HEAD_LENGTH);
        return content.readUInt32LE(0) === checksum(code) ? code : undefined;
      } catch {
        return undefined;
      }
    },
    /** Whether code can be kept. */
    canWrite() {
      try {
        const folder = cacheFolder();
        makeFolder(folder);
        accessSync(folder, constants.W_OK);
        return isOwn(folder);
      } catch {
        return false;
      }
    },
    /**
     * Keeps code for the next run. If that fails, the next run compiles again.
     * @param {() => Buffer} createCode
     */
    write(createCode) {
      try {
        const code = createCode();
        const folder = cacheFolder();
        const temporary = join(folder, `.${name}-${process.pid}`);
        try {
          const head = Buffer.alloc(HEAD_LENGTH);
          head.writeUInt32LE(checksum(code));
          writeFileSync(temporary, Buffer.concat([head, code]));
          renameSync(temporary, join(folder, name));
        } finally {
          rmSync(temporary, { force: true });
        }
        removeOldest(folder);
      } catch {
        // There is no room, or the folder is gone.
      }
    },
  };
}

function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME))
    return join(XDG_CACHE_HOME, 'mallocgen');
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'mallocgen', 'Cache');
  const inHome = process.platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return join(homedir(), ...inHome, 'mallocgen');
}

/** Below /proc, mkdir() with `recursive` does not end. */
function makeFolder(folder) {
  for (const path of [dirname(folder), folder]) {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  }
}

/** Whether nobody else can put code there. */
function isOwn(folder) {
  if (process.getuid === undefined) return true;
  const { mode, uid } = statSync(folder);
  return uid === process.getuid() && (mode & 0o022) === 0;
}

function removeOldest(folder) {
  const now = Date.now();
  const kept = [];
  for (const name of readdirSync(folder)) {
    const isKept = name.endsWith(EXTENSION);
    if (!isKept && !TEMPORARY.test(name)) continue;
    const file = join(folder, name);
    // Another process may have removed it.
    const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (time === undefined) continue;
    if (isKept) kept.push({ file, time });
    else if (time < now - ABANDONED) rmSync(file, { force: true });
  }
  const oldest = kept.toSorted((a, b) => b.time - a.time).slice(MOST_FILES);
  for (const { file } of oldest) rmSync(file, { force: true });
}

module.exports = { codeCache };
