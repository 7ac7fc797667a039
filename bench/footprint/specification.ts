import { specialise, type Templates } from '../../generator/specialise/index.ts';
import type { Phase } from '../../generator/options/index.ts';
import { optionsOf } from '../configurations.ts';
import { ourSize } from './compare.ts';
import type { Size } from './size.ts';

/** An option that the specification says saves bytes. */
interface Saving {
  readonly option: string;
  /** Lines of a defconfig without the option, and with it; all else is at its default. */
  readonly without: string;
  readonly with: string;
  readonly phase?: Phase;
  /** Bytes of machine code that the specification says it saves, where it gives a number. */
  readonly specified?: number;
}

const on = (option: string) => `CONFIG_${option}=y\n`;
const off = (option: string) => `# CONFIG_${option} is not set\n`;
const alone = (option: string, specified?: number): Saving => ({
  option,
  without: off(option),
  with: on(option),
  ...(specified !== undefined && { specified }),
});

/** The sections "Code Size" and "dlmalloc Compile-Time Options"; ranges at their middle. */
const SAVINGS: readonly Saving[] = [
  { ...alone('SYS_MALLOC_SMALL'), without: '' },
  alone('NO_TREE_BINS', 1750),
  alone('INSECURE', 1100),
  alone('NO_MALLINFO', 200),
  alone('NO_REALLOC_IN_PLACE', 200),
  alone('SIMPLE_MEMALIGN', 125),
  alone('SIMPLE_SYSALLOC'),
  alone('NO_MALLOC_STATS'),
  alone('STATIC_MALLOC_PARAMS'),
  alone('SMALLCHUNKS_AS_FUNCS'),
  {
    option: 'SPL_SYS_MALLOC_SIMPLE',
    without: 'CONFIG_SPL=y\n',
    with: 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n',
    phase: 'spl',
  },
];

export interface MeasuredSaving {
  readonly option: string;
  readonly bits: 32 | 64;
  readonly specified?: number;
  /** Bytes that the option saves, minified and after brotli. */
  readonly saved: Size;
}

/** Toggles each option alone, in both layouts, and measures what it saves. */
export async function measureSavings(templates: Templates): Promise<readonly MeasuredSaving[]> {
  const results: MeasuredSaving[] = [];
  for (const bits of [32, 64] as const) {
    const layout = bits === 64 ? on('64BIT') : '';
    for (const { option, without, with: chosen, phase, specified } of SAVINGS) {
      const size = (text: string) =>
        ourSize(specialise(templates, optionsOf(layout + text, phase)));
      const before = await size(without);
      const after = await size(chosen);
      const saved = { raw: before.raw - after.raw, brotli: before.brotli - after.brotli };
      results.push({ option, bits, saved, ...(specified !== undefined && { specified }) });
    }
  }
  return results;
}

/** Sentences about savings that disagree with the specification; none when all is well. */
export function disagreements(savings: readonly MeasuredSaving[]): readonly string[] {
  const signs = savings.flatMap(({ option, bits, saved }) =>
    (['raw', 'brotli'] as const)
      .filter((kind) => saved[kind] <= 0)
      .map(
        (kind) =>
          `sign: ${option} should save bytes, but in ${bits} bits it adds ${-saved[kind]} (${kind})`,
      ),
  );
  const ordered = savings.filter(({ specified }) => specified !== undefined);
  const orders = ordered.flatMap((more) =>
    ordered
      .filter(
        (less) =>
          more.bits === less.bits &&
          (more.specified ?? 0) > (less.specified ?? 0) &&
          more.saved.raw <= less.saved.raw,
      )
      .map(
        (less) =>
          `order: ${more.option} should save more than ${less.option}, but in ${more.bits} bits ` +
          `they save ${more.saved.raw} and ${less.saved.raw}`,
      ),
  );
  return [...signs, ...orders];
}
