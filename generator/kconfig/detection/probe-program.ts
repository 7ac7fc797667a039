import { dialectOfLinux } from '../dialects/dialect.ts';
import { readRelease, type Release } from '../dialects/release.ts';
import type { FoundDialect, Probe } from './found-dialect.ts';
import { PLACES } from './places.ts';

/** Where projects keep Kconfiglib. Some have the C program, too, and build with that. */
const KCONFIGLIB_PLACES: readonly string[] = [
  'scripts/kconfig',
  'scripts/Kconfiglib',
  'tools/kconfiglib',
  'lib/kconfiglib',
  '../lib/kconfiglib',
];

/** One step of the history of the program, and the text in its sources that came with it or went. */
interface Sign {
  readonly release: string;
  readonly file: string;
  readonly text: string;
  /** What the sources have before as well, where it is the text that went. */
  readonly besides?: string;
}

/** The latest first. */
const SIGNS: readonly Sign[] = [
  { release: '6.11', file: 'symbol.c', text: 'sym_calc_choice(struct menu' },
  { release: '6.8', file: 'symbol.c', text: '"0x0"' },
  { release: '6.7', file: 'symbol.c', text: 'range_sym->curr' },
  { release: '6.1', file: 'confdata.c', text: 'rustc_cfg' },
  { release: '5.18', file: 'confdata.c', text: 'end_check' },
  { release: '5.16', file: 'confdata.c', text: 'struct comment_style' },
  { release: '5.7', file: 'symbol.c', text: 'implied.tri == yes', besides: 'implied.tri' },
  { release: '5.3', file: 'confdata.c', text: 'SYMBOL_WRITTEN' },
  { release: '5.2', file: 'confdata.c', text: '# end of %s' },
  { release: '4.20', file: 'preprocess.c', text: '' },
  { release: '4.17', file: 'symbol.c', text: 'sym_warn_unmet_dep' },
];

/** What the sources of the earliest programs have where members of choices get their lines. */
const BEFORE_HIDING = 'sym->flags & (SYMBOL_CHANGED | SYMBOL_WRITE)';

/**
 * What the sources of the program beside a tree say.
 *
 * @param probe reads files from the folder of the first file.
 */
export function probeProgram(probe: Probe): FoundDialect | undefined {
  for (const [folder, name] of PLACES) {
    const symbols = probe(`${folder}/symbol.c`);
    if (symbols === undefined) continue;
    const reason = `${folder} is beside it`;
    if (name !== undefined) return { name, reason };
    const makefile = probe('Makefile') ?? '';
    if (/\bUBOOT(VERSION|RELEASE)\b/.test(makefile)) return { name: 'u-boot', reason };
    if (/\bbusybox\b/.test(makefile)) return { name: 'busybox', reason };
    if (/\bUK_FULLVERSION\b/.test(makefile)) return { name: 'unikraft', reason };
    // As in Toybox, where it is the same change.
    if (probe(`${folder}/confdata.c`)?.includes('SYMBOL_FORCEWRITE')) return { name: 'busybox', reason };
    const release = ofLinux(makefile);
    if (release !== undefined) {
      return { name: dialectOfLinux(release), reason: `it has the Makefile of Linux ${release}` };
    }
    return { name: nameOf((file) => probe(`${folder}/${file}`)), reason };
  }
  const library = KCONFIGLIB_PLACES.map((folder) => `${folder}/kconfiglib.py`).find(
    (path) => probe(path) !== undefined,
  );
  return library === undefined ? undefined : { name: 'kconfiglib', reason: `${library} is beside it` };
}

/** The release in the Makefile of Linux: others that have the same lines lack its folder for syscalls. */
function ofLinux(makefile: string): Release | undefined {
  const version = /^VERSION = ([4-9]|[1-9]\d)$/m.exec(makefile)?.[1];
  const patchlevel = /^PATCHLEVEL = (\d+)$/m.exec(makefile)?.[1];
  if (version === undefined || patchlevel === undefined) return undefined;
  return /\bvmlinux\b/.test(makefile) ? readRelease(`${version}.${patchlevel}`) : undefined;
}

function nameOf(probe: Probe): string {
  const sign = SIGNS.find(({ file, text, besides }) => {
    const source = probe(file);
    if (source === undefined) return false;
    return besides === undefined ? source.includes(text) : source.includes(besides) && !source.includes(text);
  });
  if (sign) return `linux-${sign.release}`;
  return probe('symbol.c')?.includes(BEFORE_HIDING) ? 'linux-2.6' : 'kconfig-4.11';
}
