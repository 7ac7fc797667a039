import type { BuildOptions } from '../../generator/options/index.ts';
import type { Variant } from '../../generator/specialise/index.ts';
import { heapLayout } from '../../test/support/heap-layout.ts';
import { optionsOf } from '../configurations.ts';
import type { Column, Watcher } from './column.ts';
import { countedLoops } from './counted-loops.ts';

const MCHECK = 'CONFIG_MCHECK_HEAP_PROTECTION=y\n';

const COLUMNS: readonly (readonly [title: string, watcher: Watcher, defconfig: string])[] = [
  ['default', 'none', ''],
  ['checked', 'none', '# CONFIG_INSECURE is not set\n'],
  ['mcheck', 'mcheck', MCHECK],
  ['pedantic', 'pedantic', MCHECK],
  ['memcheck', 'memcheck', 'CONFIG_VALGRIND=y\n'],
];

/** The variants of the table, in the 32-bit layout. */
export function trustColumns(specialise: (options: BuildOptions) => Variant): readonly Column[] {
  return COLUMNS.map(([title, watcher, defconfig]) => {
    const options = optionsOf(defconfig);
    const { javascript } = specialise(options);
    const layout = heapLayout(options);
    return { title, watcher, javascript: countedLoops(javascript), layout };
  });
}
