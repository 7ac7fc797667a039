import { readFileSync } from 'node:fs';

import { MallocgenError } from '../../../generator/error.ts';
import { loadKconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
import { readTree } from '../../../generator/read-tree.ts';
import type { Surroundings } from '../../host-process.ts';
import { onCommandLine, type ShownOption } from './shown-option.ts';
import {
  locateTree,
  ownTree,
  treeRequest,
  type TreeArguments,
  type TreeLocation,
} from './tree-location.ts';

/** How the names of U-Boot's symbols for allocators begin, in every release that has any. */
const OF_ALLOCATORS = 'SYS_MALLOC_';

/** How a command wants its tree. */
export interface AllocatorTreeOptions {
  /** How errors show options; as on the command line if not given. */
  readonly shown?: ShownOption;
  /** Reads the tree as the command would; without its name and from no cache if not given. */
  readonly read?: (location: TreeLocation) => KconfigTree;
}

/**
 * The tree for a command that makes allocators: that of {@link locateTree}, but mallocgen's own where no option
 * names one and the tree in the current folder or in `$srctree` is that of another program. To find that out, the
 * tree is read, and returned with the place. Of one that cannot be read, such as Linux's without `--allow-shell`,
 * what can be read decides. If nothing does, it is returned without its tree, and with a note on ours; what is
 * wrong with it is for the command to say.
 * @throws {UsageError} as locateTree() does
 */
export function locateAllocatorTree(
  args: TreeArguments,
  surroundings: Surroundings,
  {
    shown = onCommandLine,
    read = (location) => readTree(treeRequest(location)),
  }: AllocatorTreeOptions = {},
): TreeLocation {
  const location = locateTree(args, surroundings, shown);
  if (args.kconfig !== undefined || location.isOurs) return location;
  const own = ownTree(args, surroundings);
  try {
    const tree = read(location);
    if (hasAllocators(tree)) return { ...location, tree };
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    const text = readFileSync(location.file, 'utf8');
    if (text.includes(OF_ALLOCATORS)) return location;
    if (!isOfAnotherProgram(location, text)) {
      const note = `if ${location.file} is that of another program, add ${shown('kconfig', own.file)}.`;
      return { ...location, notes: [...location.notes, note] };
    }
  }
  return {
    ...own,
    notes: [`${location.file} is that of another program; mallocgen's own is read.`],
  };
}

/** Whether a tree defines or mentions a symbol for allocators. */
function hasAllocators(tree: KconfigTree): boolean {
  return [...tree.names.keys()].some((name) => name.startsWith(OF_ALLOCATORS));
}

/**
 * Whether a tree with errors has symbols, none of them for allocators. A file that is missing could have had some,
 * if the first file sources it by a fixed name; a name with variables in it is missing because they are not set.
 * @param text of its first file
 */
function isOfAnotherProgram(location: TreeLocation, text: string): boolean {
  const { file, name, cwd, srctree, env, dialect, functions, cache } = location;
  const options = { file, name, cwd, srctree, env, dialect, functions, cache };
  try {
    const tree = loadKconfig({ ...options, strict: false });
    const lines = text.split('\n');
    const lacks = tree.diagnostics.some(
      ({ code, position }) =>
        code === 'source-not-found' &&
        position.file === name &&
        lines[position.line - 1]?.includes('$') !== true,
    );
    return tree.symbols.length > 0 && !lacks && !hasAllocators(tree);
  } catch (error) {
    if (error instanceof MallocgenError) return false;
    throw error;
  }
}
