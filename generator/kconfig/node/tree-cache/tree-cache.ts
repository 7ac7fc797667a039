import { isOwn, makeCacheFolder } from '../../../files/cache-folder.ts';
import { nodeModule } from '../../../files/node.ts';
import type { Shell } from '../../reading/macro/functions.ts';
import { openTree } from '../../storing/open-tree.ts';
import { storeTree } from '../../storing/store-tree.ts';
import { nodeFiles } from '../node-files.ts';
import type { StopSignal } from '../../../stop-signal.ts';
import type { BesideWork, NodeShell } from '../shell.ts';
import type { LoadedTree } from '../../tree/load.ts';
import type { KconfigTree } from '../../tree/tree.ts';
import { isUnchanged, statOf } from './file-notes.ts';
import type { Notes } from './notes.ts';
import { readTreeFile, TreeFileWriter, type TreeFile } from './tree-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where parsed trees are kept. */
export interface TreeCache {
  /** The folder. It is made if it is missing, and not used if others can write there. */
  readonly folder: string;
  /** Of the program: another one does not take what this one kept. */
  readonly version: string;
}

/** What runs commands; several at once, if it can. */
type CachedShell = Shell & Partial<NodeShell>;

/** A tree as it was kept, whose files are as they were, and whose shell commands have not run. */
export interface KeptTree {
  readonly tree: KconfigTree;
  /**
   * Runs the shell commands of the tree beside the caller's work, unless they have begun to run, to find out
   * whether it would be the same if it were read now.
   *
   * @param signal ends them.
   */
  isCurrent(signal: StopSignal): Promise<boolean>;
}

const EXTENSION = '.kconfig';
/** What a tree is called while it is written. A run that was ended leaves it behind. */
const TEMPORARY = /^tree-[0-9a-f]+\.kconfig\.\d+-[0-9a-f]+$/;
/** Milliseconds after which nobody is still writing such a file. */
const ABANDONED = 10 * 60_000;
/** Trees and bytes that are kept; the oldest go first. */
const MOST_TREES = 8;
const MOST_BYTES = 96 << 20;
/** Symbols from which on a tree takes longer to parse than to find here. */
const FEWEST_SYMBOLS = 500;

/** Paths of kept trees whose commands gave something else: they need not run once more to know that. */
const outdated = new Set<string>();

/** One place in the cache: that of a tree as a caller asks for it. */
export class CachedTree {
  readonly #folder: string;
  readonly #key: string;
  readonly #path: string;

  /** @param asked all that the caller said that changes the tree. */
  constructor({ folder, version }: TreeCache, asked: readonly unknown[]) {
    this.#folder = folder;
    const { endianness } = nodeModule('node:os');
    this.#key = JSON.stringify([version, process.versions.node, endianness(), ...asked]);
    const name = nodeModule('node:zlib').crc32(this.#key).toString(16).padStart(8, '0');
    this.#path = nodeModule('node:path').join(folder, `tree-${name}${EXTENSION}`);
  }

  /**
   * The tree, if it was kept and would be the same now. Runs its shell commands to know that, until one of
   * them has another output.
   */
  read(env: Environment, shell: CachedShell): KconfigTree | undefined {
    try {
      if (outdated.has(this.#path)) return undefined;
      const file = this.#file();
      if (!file || !holds(file.notes, env, shell)) return undefined;
      return openTree(file.tree);
    } catch {
      return undefined;
    }
  }

  /**
   * The tree, if it was kept and all but its shell commands is as it was.
   *
   * @param running if given, the commands begin to run before the tree is put together.
   */
  open(env: Environment, { agrees }: CachedShell, running?: BesideWork): KeptTree | undefined {
    try {
      const file = this.#file();
      if (!file || !isSame(file.notes, env)) return undefined;
      const { notes } = file;
      const check = async (beside: BesideWork): Promise<boolean> => {
        if (notes.commands.length === 0) return true;
        const isCurrent =
          (await agrees?.(new Map(notes.commands), beside)) === true && isSame(notes, env);
        if (!isCurrent) outdated.add(this.#path);
        return isCurrent;
      };
      const begun = running && check(running);
      return { tree: openTree(file.tree), isCurrent: (signal) => begun ?? check({ signal }) };
    } catch {
      return undefined;
    }
  }

  /** What is kept in this place, if anything is. Throws if it cannot be read. */
  #file(): TreeFile | undefined {
    const { closeSync, fstatSync, lstatSync, openSync } = nodeModule('node:fs');
    if (!isOwn(this.#folder) || !lstatSync(this.#path).isFile()) return undefined;
    const open = openSync(this.#path, 'r');
    try {
      const file = readTreeFile(open, fstatSync(open).size);
      return file?.key === this.#key ? file : undefined;
    } finally {
      closeSync(open);
    }
  }

  /** Keeps a tree. If that fails, it is parsed again the next time. */
  write({ tree, mentions }: LoadedTree, notes: Notes): void {
    if (tree.names.size < FEWEST_SYMBOLS) return;
    const { rmSync } = nodeModule('node:fs');
    // Processes in two containers may have one number and one home.
    const temporary = `${this.#path}.${process.pid}-${Math.random().toString(16).slice(2)}`;
    try {
      makeCacheFolder(this.#folder);
      if (!isOwn(this.#folder)) return;
      try {
        writeFile(temporary, (writer) => {
          const values = storeTree(tree, mentions.store(), writer);
          writer.finish({ key: this.#key, notes, values });
        });
        moveTo(this.#path, temporary);
        outdated.delete(this.#path);
      } finally {
        rmSync(temporary, { force: true });
      }
      removeOldest(this.#folder);
    } catch {
      // There is no room, or the folder is gone.
    }
  }
}

/** Whether everything that the tree was made from is as it was. */
function holds(notes: Notes, env: Environment, shell: CachedShell): boolean {
  const { commands } = notes;
  const nowhere = { file: '', line: 1, column: 1 };
  if (!isSame(notes, env)) return false;
  if (commands.length === 0) return true;
  const expected = new Map(commands);
  if (expected.size > 1) shell.runAhead?.(expected);
  // A command may write a file that the tree reads.
  return (
    commands.every(([command, output]) => shell(command, nowhere) === output) && isSame(notes, env)
  );
}

/** Whether the variables, files and folders that the tree was made from are as they were. */
function isSame({ files, folders, variables }: Notes, env: Environment): boolean {
  return (
    variables.every(([name, value]) => (env[name] ?? null) === value) &&
    files.every(([path, note]) => isUnchanged(path, note)) &&
    folders.every(([path, names]) => nodeFiles.list(path).toSorted().join('\n') === names.join('\n'))
  );
}

function writeFile(path: string, write: (writer: TreeFileWriter) => void): void {
  const { closeSync, openSync } = nodeModule('node:fs');
  const file = openSync(path, 'w', 0o600);
  try {
    write(new TreeFileWriter(file, MOST_BYTES));
  } finally {
    closeSync(file);
  }
}

/** Gives a file its place. Replaces what is there, a folder too: nothing else may have this name here. */
function moveTo(path: string, temporary: string): void {
  const { renameSync, rmSync } = nodeModule('node:fs');
  try {
    renameSync(temporary, path);
  } catch {
    rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
  }
}

function removeOldest(folder: string): void {
  const { readdirSync, rmSync } = nodeModule('node:fs');
  const { join } = nodeModule('node:path');
  const now = Date.now();
  const trees: { readonly path: string; readonly size: number; readonly time: number }[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // Another process may have removed it.
    const stats = statOf(path);
    if (!stats) continue;
    if (name.endsWith(EXTENSION)) trees.push({ path, size: stats.size, time: stats.mtimeMs });
    else if (TEMPORARY.test(name) && stats.mtimeMs < now - ABANDONED) rmSync(path, { force: true });
  }
  let bytes = 0;
  for (const [at, { path, size }] of trees.toSorted((a, b) => b.time - a.time).entries()) {
    bytes += size;
    if (at >= MOST_TREES || bytes > MOST_BYTES) rmSync(path, { force: true });
  }
}
