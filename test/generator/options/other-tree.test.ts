import { describe, expect, test } from '@jest/globals';
import { LengthError, phaseOptions, type Phase } from '../../../generator/options/index.ts';
import { configurationOf } from './configuration.ts';

/** As U-Boot's own tree has it: no symbols for the compile-time options, and none of ours. */
const UBOOT = `
config SANDBOX
	bool "Sandbox"
config 64BIT
	bool "64-bit"
config SPL_64BIT
	bool "64-bit SPL"
config PHYS_64BIT
	bool "64-bit physical addresses"
config SPL
	bool "SPL"
config TPL
	bool "TPL"
config SYS_MALLOC_LEN
	hex "Length"
	default 0x400000
config SYS_MALLOC_F
	bool "Pool"
	default y
config SYS_MALLOC_F_LEN
	hex "Length of the pool"
	depends on SYS_MALLOC_F
	default 0x2000
config SPL_SYS_MALLOC_F
	bool "Pool in SPL"
	depends on SPL && SYS_MALLOC_F
	default y
config SPL_SYS_MALLOC_F_LEN
	hex "Length of the pool in SPL"
	depends on SPL_SYS_MALLOC_F
	default SYS_MALLOC_F_LEN
config SPL_SYS_MALLOC_SIMPLE
	bool "Simple"
config TPL_SYS_MALLOC_SIMPLE
	bool "Simple in TPL"
config SPL_SYS_MALLOC_CLEAR_ON_INIT
	bool "Clear in SPL"
	default y
config SYS_MALLOC_SMALL
	bool "Small"
config SPL_SYS_MALLOC_SMALL
	bool "Small in SPL"
	depends on SPL
	default y
`;

const options = (defconfig: string, phase: Phase = 'u-boot', kconfig = UBOOT) =>
  phaseOptions(configurationOf(kconfig, defconfig), phase);

describe('compile-time options are derived', () => {
  test('U-Boot proper', () => {
    expect(options('').enabled).toMatchObject({
      INSECURE: true,
      NO_MALLINFO: true,
      NO_MALLOC_STATS: true,
      SIMPLE_SYSALLOC: true,
      MORECORE_CONTIGUOUS: true,
      MORECORE_CANNOT_TRIM: true,
      HAVE_MMAP: false,
      NO_TREE_BINS: false,
      NO_REALLOC_IN_PLACE: false,
      SIMPLE_MEMALIGN: false,
      STATIC_MALLOC_PARAMS: false,
      SMALLCHUNKS_AS_FUNCS: false,
    });
  });

  test('sandbox keeps checks, mallinfo() and the full system allocator, not malloc_stats()', () => {
    expect(options('CONFIG_SANDBOX=y\n').enabled).toMatchObject({
      INSECURE: false,
      NO_MALLINFO: false,
      SIMPLE_SYSALLOC: false,
      NO_MALLOC_STATS: true,
    });
  });

  test('SYS_MALLOC_SMALL is that of the phase', () => {
    const small = {
      NO_TREE_BINS: true,
      NO_REALLOC_IN_PLACE: true,
      SIMPLE_MEMALIGN: true,
      STATIC_MALLOC_PARAMS: true,
      SMALLCHUNKS_AS_FUNCS: true,
    };
    expect(options('CONFIG_SPL=y\n').enabled).not.toMatchObject({ NO_TREE_BINS: true });
    expect(options('CONFIG_SPL=y\n', 'spl').enabled).toMatchObject(small);
    expect(options('CONFIG_SYS_MALLOC_SMALL=y\n').enabled).toMatchObject(small);
  });

  test('a symbol that the tree has decides', () => {
    const kconfig = `${UBOOT}config NO_TREE_BINS\n\tbool "No trees"\n`;
    expect(options('CONFIG_SYS_MALLOC_SMALL=y\n', 'u-boot', kconfig).enabled).toMatchObject({
      NO_TREE_BINS: false,
      SIMPLE_MEMALIGN: true,
    });
    expect(options('CONFIG_SPL=y\n', 'spl', kconfig).enabled.NO_TREE_BINS).toBe(true);
  });
});

describe('a phase without a length of its own inherits', () => {
  test('TPL from SPL, since the tree has no symbol for TPL', () => {
    const lines = 'CONFIG_SPL=y\nCONFIG_TPL=y\nCONFIG_TPL_SYS_MALLOC_SIMPLE=y\n';
    const spl = 'CONFIG_SPL_SYS_MALLOC_F_LEN=0x6000\n';
    expect(options(lines + spl, 'tpl').values.SYS_MALLOC_F_LEN).toBe(0x6000);
    expect(options(lines, 'tpl').values.SYS_MALLOC_F_LEN).toBe(0x2000);
  });

  test('SPL from U-Boot proper, when its own symbol is out of reach', () => {
    const lines =
      'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n# CONFIG_SPL_SYS_MALLOC_F is not set\n';
    expect(options(`${lines}CONFIG_SYS_MALLOC_F_LEN=0x7000\n`, 'spl').values).toMatchObject({
      SYS_MALLOC_F_LEN: 0x7000,
      SYS_MALLOC_LEN: 0,
    });
  });

  test('and where none has one, the length is missed by name', () => {
    const lines =
      'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n# CONFIG_SYS_MALLOC_F is not set\n';
    expect(() => options(lines, 'spl')).toThrow(LengthError);
    expect(() => options(lines, 'spl')).toThrow(
      /^SPL_SYS_MALLOC_F_LEN: .*CONFIG_SPL_SYS_MALLOC_F_LEN=/,
    );
  });

  test('less than 2 KiB is too little for a heap', () => {
    expect(options('CONFIG_SYS_MALLOC_LEN=0x800\n').values.SYS_MALLOC_LEN).toBe(0x800);
    expect(() => options('CONFIG_SYS_MALLOC_LEN=0x7ff\n')).toThrow(LengthError);
    expect(() => options('CONFIG_SYS_MALLOC_LEN=0x7ff\n')).toThrow(
      /^x_defconfig:1: SYS_MALLOC_LEN: 0x7ff bytes are too few for a heap; write 0x800 or more\.$/,
    );
  });

  test.each(['0x0', '0x100000000'])('%s is not a length', (value) => {
    const defconfig = `CONFIG_SPL=y\nCONFIG_SYS_MALLOC_LEN=${value}\n`;
    expect(() => options(defconfig)).toThrow(LengthError);
    expect(() => options(defconfig)).toThrow(
      `x_defconfig:2: SYS_MALLOC_LEN: '${value}' is not the length of a heap`,
    );
  });
});

test('what the tree says of dlmalloc means nothing in a phase without it', () => {
  const full = 'CONFIG_SPL=y\n';
  expect(options(full, 'spl').enabled.SYS_MALLOC_CLEAR_ON_INIT).toBe(true);
  const simple = `${full}CONFIG_SPL_SYS_MALLOC_SIMPLE=y\n`;
  expect(options(simple, 'spl').enabled.SYS_MALLOC_CLEAR_ON_INIT).toBe(false);
  const large = '# CONFIG_SPL_SYS_MALLOC_SMALL is not set\n';
  expect(options(simple + large, 'spl')).toEqual(options(simple, 'spl'));
});

describe('the layout', () => {
  test('SPL may differ from U-Boot proper', () => {
    const mixed = 'CONFIG_64BIT=y\nCONFIG_SPL=y\nCONFIG_TPL=y\n';
    expect(options(mixed).global['64BIT']).toBe(true);
    expect(options(mixed, 'spl').global['64BIT']).toBe(false);
    expect(options(`${mixed}CONFIG_SPL_64BIT=y\n`, 'spl').global['64BIT']).toBe(true);
    expect(options(`${mixed}CONFIG_SPL_64BIT=y\n`, 'tpl').global['64BIT']).toBe(true);
  });

  test('physical addresses do not decide', () => {
    expect(options('CONFIG_PHYS_64BIT=y\n').global['64BIT']).toBe(false);
  });
});

test("another program's tree describes no allocator", () => {
  const of = (kconfig: string) => () => phaseOptions(configurationOf(kconfig, ''), 'u-boot');
  expect(of('config FOO\n\tbool "Foo"\n')).toThrow(
    'The Kconfig tree has no symbol SYS_MALLOC_LEN, so it describes no allocator.',
  );
  // Here the tree is right, and a line of the configuration is missing.
  expect(of('config SYS_MALLOC_LEN\n\thex "Length"\n')).toThrow('write CONFIG_SYS_MALLOC_LEN=');
});
