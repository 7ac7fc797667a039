import { readFileSync } from 'node:fs';

import { MallocgenError } from '../../../generator/error.ts';
import { loadKconfig } from '../../../generator/kconfig/index.ts';
import type { Surroundings } from '../../host-process.ts';
import { onCommandLine, type ShownOption } from './shown-option.ts';
import { locateTree, ownTree, type TreeArguments, type TreeLocation } from './tree-location.ts';

/** How the names of U-Boot's symbols for allocators begin, in every release that has any. */
const OF_ALLOCATORS = 'SYS_MALLOC_';

/**
 * The tree for a command that makes allocators: that of {@link locateTree}, but mallocgen's own where no option
 * names one and the tree in the current folder or in `$srctree` is that of another program. One that cannot be
 * read is returned with a note on the other; what is wrong with it is for the command to say.
 * @throws {UsageError} as locateTree() does
 */
export function locateAllocatorTree(
  args: TreeArguments,
  surroundings: Surroundings,
  shown: ShownOption = onCommandLine,
): TreeLocation {
  const tree = locateTree(args, surroundings, shown);
  if (args.kconfig !== undefined || tree.isOurs) return tree;
  const own = ownTree(args, surroundings);
  try {
    if ([...loadKconfig(tree).names.keys()].some((name) => name.startsWith(OF_ALLOCATORS)))
      return tree;
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    if (readFileSync(tree.file, 'utf8').includes(OF_ALLOCATORS)) return tree;
    const note = `if ${tree.file} is that of another program, add ${shown('kconfig', own.file)}.`;
    return { ...tree, notes: [...tree.notes, note] };
  }
  return { ...own, notes: [`${tree.file} is that of another program; mallocgen's own is read.`] };
}
