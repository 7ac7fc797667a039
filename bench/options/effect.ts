import type { KconfigTree } from '../../generator/kconfig/index.ts';
import { canonicalForm, phaseOptions, type BuildOptions } from '../../generator/options/index.ts';
import { specialise, type Templates, type Variant } from '../../generator/specialise/index.ts';
import { measure } from '../../generator/measure/index.ts';
import type { Option } from './option.ts';
import { configurationOf, line, prerequisites } from './prerequisites.ts';

/** What setting a bool does to the variant of its phase, compared with the same without it. */
export interface Effect {
  /** The lines of the configuration in which it is set and not set, its prerequisites aside. */
  readonly base: string;
  /** What the option depends on, as lines of a defconfig. */
  readonly prerequisites: string;
  /** Bytes that it adds: minified, after brotli, and static data. */
  readonly raw: number;
  readonly brotli: number;
  readonly staticData: number;
  readonly addedExports: readonly string[];
  readonly removedExports: readonly string[];
}

interface Measured {
  readonly variant: Variant;
  readonly raw: number;
  readonly brotli: number;
  readonly staticData: number;
}

/** An empty defconfig; and, for what shows there alone, a sandbox, early pools, and dlmalloc 2.6.6. */
const BASES = ['', 'CONFIG_SANDBOX=y\n', 'CONFIG_DM=y\n', 'CONFIG_SYS_MALLOC_LEGACY=y\n'] as const;

/** Measures each set of options once. */
export function createMeter(tree: KconfigTree, templates: Templates) {
  const known = new Map<string, Promise<Measured>>();

  const measured = (options: BuildOptions): Promise<Measured> => {
    const form = canonicalForm(options);
    let result = known.get(form);
    if (result === undefined) {
      const variant = specialise(templates, options);
      result = measure(variant).then(({ raw, brotli, staticData }) => ({
        variant,
        raw,
        brotli,
        staticData,
      }));
      known.set(form, result);
    }
    return result;
  };

  const optionsOf = (option: Option, defconfig: string) =>
    phaseOptions(configurationOf(tree, defconfig), option.phase);

  const compare = async (option: Option, base: string): Promise<Effect> => {
    const needed = prerequisites(tree, option.symbol, base);
    const without = optionsOf(option, base + needed + line(option.name, 'n'));
    const having = optionsOf(option, base + needed + line(option.name, 'y'));
    const off = await measured(without);
    const on = await measured(having);
    const offNames = off.variant.exports;
    const onNames = on.variant.exports;
    return {
      base,
      prerequisites: needed,
      raw: on.raw - off.raw,
      brotli: on.brotli - off.brotli,
      staticData: on.staticData - off.staticData,
      addedExports: onNames.filter((name) => !offNames.includes(name)),
      removedExports: offNames.filter((name) => !onNames.includes(name)),
    };
  };

  return {
    /**
     * The effect of a bool, in the first base in which it has one; undefined for other types, and for
     * the symbol that turns the whole phase on.
     */
    async effectOf(option: Option): Promise<Effect | undefined> {
      if (option.symbol.type !== 'bool' || ['SPL', 'TPL', 'VPL'].includes(option.name))
        return undefined;
      let first: Effect | undefined;
      for (const base of BASES) {
        if (base.includes(`_${option.name}=`)) continue;
        const effect = await compare(option, base);
        if (effect.raw !== 0 || effect.brotli !== 0 || effect.staticData !== 0) return effect;
        first ??= effect;
      }
      return first;
    },
  };
}
