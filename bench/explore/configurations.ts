import type { BuildOptions } from '../../generator/options/index.ts';
import { optionsOf } from '../configurations.ts';
import { dlmalloc266 } from './dlmalloc-2.6.6/heap-kind.ts';
import { dlmalloc286 } from './dlmalloc-2.8.6/heap-kind.ts';
import { HeapWorld } from './heap/heap-world.ts';
import { loadPair, type Pair } from './heap/pair.ts';
import { SimpleWorld } from './simple/simple-world.ts';
import { SystemWorld } from './system/system-world.ts';
import type { World } from './world.ts';

const OPTIONS = [
  'NO_TREE_BINS',
  'NO_REALLOC_IN_PLACE',
  'SIMPLE_MEMALIGN',
  'STATIC_MALLOC_PARAMS',
  'SMALLCHUNKS_AS_FUNCS',
];

const SIMPLE = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_SYS_MALLOC_F_LEN=0x200\n';
const SYSTEM =
  '# CONFIG_SIMPLE_SYSALLOC is not set\n# CONFIG_MORECORE_CANNOT_TRIM is not set\nCONFIG_HAVE_MMAP=y\n';

/** Each defconfig is walked in both layouts, as NAME-32 and NAME-64. */
const DEFCONFIGS: Readonly<Record<string, string>> = {
  default: '',
  small: 'CONFIG_SYS_MALLOC_SMALL=y\n',
  checked: '# CONFIG_INSECURE is not set\n',
  'checked-small': 'CONFIG_SYS_MALLOC_SMALL=y\n# CONFIG_INSECURE is not set\n',
  ...Object.fromEntries(
    OPTIONS.map((option) => [option.toLowerCase().replaceAll('_', '-'), `CONFIG_${option}=y\n`]),
  ),
  legacy: 'CONFIG_SYS_MALLOC_LEGACY=y\n',
  simple: SIMPLE,
  system: SYSTEM,
  'system-checked': `${SYSTEM}# CONFIG_INSECURE is not set\n`,
  'system-in-pieces': `${SYSTEM}# CONFIG_MORECORE_CONTIGUOUS is not set\n`,
};

/** The names that {@link openWorld} takes. */
export const WORLDS: readonly string[] = Object.keys(DEFCONFIGS).flatMap((name) => [
  `${name}-32`,
  `${name}-64`,
]);

/**
 * Opens the world of a name in {@link WORLDS}.
 * @param heap bytes of the heap, after the static data; simple malloc and a heap with a system have their own size
 */
export async function openWorld(name: string, heap: number): Promise<World> {
  const defconfig = DEFCONFIGS[name.slice(0, -3)]!;
  const layout = name.endsWith('-64') ? 'CONFIG_64BIT=y\n' : '';
  const options = optionsOf(defconfig + layout, defconfig === SIMPLE ? 'spl' : 'u-boot');
  return worldOf(name, options, await loadPair(options), heap);
}

/** The world for a variant and templates with some options. */
export function worldOf(name: string, options: BuildOptions, pair: Pair, heap: number): World {
  const { enabled } = options;
  if (enabled.SYS_MALLOC_SIMPLE) return new SimpleWorld(name, options, pair);
  if (enabled.HAVE_MMAP) return new SystemWorld(name, options, pair);
  const kind = (enabled.SYS_MALLOC_LEGACY ? dlmalloc266 : dlmalloc286)(options);
  return new HeapWorld(name, kind, pair, heap);
}
