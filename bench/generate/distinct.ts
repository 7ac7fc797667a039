import {
  brokenConstraint,
  canonicalForm,
  type BuildOptions,
} from '../../generator/options/index.ts';
import { optionsOf } from '../configurations.ts';

/** What can be on or off by itself in a phase with full malloc(). */
const TOGGLES = [
  'INSECURE',
  'NO_MALLINFO',
  'NO_MALLOC_STATS',
  'NO_REALLOC_IN_PLACE',
  'NO_TREE_BINS',
  'SIMPLE_MEMALIGN',
  'SIMPLE_SYSALLOC',
  'SMALLCHUNKS_AS_FUNCS',
  'STATIC_MALLOC_PARAMS',
  'SYS_MALLOC_CLEAR_ON_INIT',
] as const;

/** The first `count` combinations of the toggles and the layout: every one another variant. */
export function distinctOptions(count: number): readonly BuildOptions[] {
  const layouts = ['', 'CONFIG_64BIT=y\n'].map((text) => optionsOf(text));
  const all = Array.from({ length: count }, (_, index) => {
    const base = layouts[index % 2] as BuildOptions;
    const enabled = TOGGLES.map((name, bit) => [name, ((index >> (bit + 1)) & 1) === 1] as const);
    return { ...base, enabled: { ...base.enabled, ...Object.fromEntries(enabled) } };
  });
  const broken = all.map(brokenConstraint).find((constraint) => constraint !== undefined);
  if (broken !== undefined) throw new Error(`${broken.option} ${broken.text}`);
  if (new Set(all.map(canonicalForm)).size !== count) {
    throw new Error(`there are only ${2 ** (TOGGLES.length + 1)} distinct variants`);
  }
  return all;
}
