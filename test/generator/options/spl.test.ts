import { describe, expect, test } from '@jest/globals';
import {
  AddressError,
  enabledPhases,
  LengthError,
  phaseOptions,
  type EnabledName,
  type Phase,
} from '../../../generator/options/index.ts';
import { configurationOf, ourConfiguration } from './configuration.ts';

const PHASES =
  'CONFIG_SPL=y\nCONFIG_TPL=y\nCONFIG_VPL=y\n# CONFIG_VPL_SYS_MALLOC_SIMPLE is not set\n';
const FULL = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\n';
const CUSTOM = `${FULL}CONFIG_SPL_HAS_CUSTOM_MALLOC_START=y\n`;
const STACK_R = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_STACK_R=y\n';

const options = (defconfig: string, phase: Phase = 'spl') =>
  phaseOptions(ourConfiguration(defconfig), phase);

/** The phases of a configuration in which an option is on. */
function phasesWith(name: EnabledName, defconfig: string) {
  const configuration = ourConfiguration(defconfig);
  return enabledPhases(configuration).filter(
    (phase) => phaseOptions(configuration, phase).enabled[name],
  );
}

describe('SPL_SYS_MALLOC', () => {
  test('is a matter of SPL alone', () => {
    expect(phasesWith('SYS_MALLOC', `${PHASES}CONFIG_SPL_SYS_MALLOC=y\n`)).toEqual(['spl']);
  });

  test('has 1 MiB unless SPL_SYS_MALLOC_SIZE says otherwise, and none where it is off', () => {
    expect(options(FULL).values.SYS_MALLOC_SIZE).toBe(0x100000);
    expect(options(`${FULL}CONFIG_SPL_SYS_MALLOC_SIZE=0x54000\n`).values.SYS_MALLOC_SIZE).toBe(
      0x54000,
    );
    expect(options('CONFIG_SPL=y\n').values.SYS_MALLOC_SIZE).toBe(0);
  });

  test('SPL_HAS_CUSTOM_MALLOC_START takes its address', () => {
    expect(options(FULL).enabled.HAS_MALLOC_START).toBe(false);
    const { enabled, values } = options(`${CUSTOM}CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=0x84000000\n`);
    expect(enabled.HAS_MALLOC_START).toBe(true);
    expect(values.SYS_MALLOC_START).toBe(0x8400_0000);
  });

  test('0 is an address like others: static data lie there', () => {
    const { values } = options(`${CUSTOM}CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=0x0\n`);
    expect(values.SYS_MALLOC_START).toBe(0);
  });

  test('without the address names the line that asks for it', () => {
    expect(() => options(CUSTOM)).toThrow(AddressError);
    expect(() => options(CUSTOM)).toThrow(
      /^x_defconfig:3: SPL_HAS_CUSTOM_MALLOC_START: .*write CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=0x… in the defconfig\.$/,
    );
    expect(() => options(CUSTOM, 'u-boot')).not.toThrow();
  });

  test('has room up to 4 GiB, and no byte more', () => {
    const at = (address: string) => `${CUSTOM}CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=${address}\n`;
    expect(options(at('0xffefffff')).values.SYS_MALLOC_START).toBe(0xffef_ffff);
    expect(() => options(at('0xfff00000'))).toThrow(
      /^x_defconfig:4: SPL_CUSTOM_SYS_MALLOC_ADDR: 0x100000 bytes do not fit between 4 GiB and 0xfff00000; change it or CONFIG_SPL_SYS_MALLOC_SIZE\.$/,
    );
  });
});

describe('SPL_STACK_R', () => {
  test('is a matter of SPL alone', () => {
    const stack = 'CONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_STACK_R=y\n';
    expect(phasesWith('STACK_R', `${PHASES}${stack}CONFIG_SPL_STACK_R_ADDR=0x400000\n`)).toEqual([
      'spl',
    ]);
  });

  test('has its address, and 1 MiB unless told otherwise', () => {
    const at = `${STACK_R}CONFIG_SPL_STACK_R_ADDR=0x400000\n`;
    expect(options(at).values).toMatchObject({
      STACK_R_ADDR: 0x400000,
      STACK_R_MALLOC_SIMPLE_LEN: 0x100000,
    });
    const short = `${at}CONFIG_SPL_STACK_R_MALLOC_SIMPLE_LEN=0x2000\n`;
    expect(options(short).values.STACK_R_MALLOC_SIMPLE_LEN).toBe(0x2000);
    const none = `${at}CONFIG_SPL_STACK_R_MALLOC_SIMPLE_LEN=0x0\n`;
    expect(options(none).values.STACK_R_MALLOC_SIMPLE_LEN).toBe(0);
  });

  test('without the address names the line that asks for it', () => {
    expect(() => options(STACK_R)).toThrow(
      /^x_defconfig:3: SPL_STACK_R: .*write CONFIG_SPL_STACK_R_ADDR=0x… in the defconfig\.$/,
    );
  });

  test.each(['0x0', '0x100000'])('a pool of 1 MiB below %s is not a pool', (address) => {
    expect(() => options(`${STACK_R}CONFIG_SPL_STACK_R_ADDR=${address}\n`)).toThrow(
      `x_defconfig:4: SPL_STACK_R_ADDR: 0x100000 bytes do not fit below ${address}; ` +
        'change it or CONFIG_SPL_STACK_R_MALLOC_SIMPLE_LEN.',
    );
  });
});

describe('SYS_MALLOC_BOOTPARAMS', () => {
  const lines = `${PHASES}CONFIG_SYS_MALLOC_BOOTPARAMS=y\n`;

  test('is a matter of U-Boot proper alone', () => {
    expect(phasesWith('SYS_MALLOC_BOOTPARAMS', lines)).toEqual(['u-boot']);
  });

  test('has 64 KiB unless SYS_BOOTPARAMS_LEN says otherwise', () => {
    expect(options(lines, 'u-boot').values.SYS_BOOTPARAMS_LEN).toBe(0x10000);
    expect(options(lines, 'spl').values.SYS_BOOTPARAMS_LEN).toBe(0);
    expect(
      options(`${lines}CONFIG_SYS_BOOTPARAMS_LEN=0x20000\n`, 'u-boot').values.SYS_BOOTPARAMS_LEN,
    ).toBe(0x20000);
  });
});

describe("a tree like U-Boot's", () => {
  /** There neither option of SPL depends on which allocator SPL has. */
  const UBOOT = `
config SYS_MALLOC_LEN
	hex
	default 0x400000
config SYS_MALLOC_F_LEN
	hex
	default 0x2000
config SPL
	bool "SPL"
config SPL_SYS_MALLOC_SIMPLE
	bool "Simple"
config SPL_SYS_MALLOC
	bool "Pool"
config SPL_SYS_MALLOC_SIZE
	hex "Size"
	depends on SPL_SYS_MALLOC
	default 0x100000
config SPL_STACK_R
	bool "Stack"
config SPL_STACK_R_ADDR
	hex "Address"
	depends on SPL_STACK_R
config SPL_STACK_R_MALLOC_SIMPLE_LEN
	hex "Length"
	depends on SPL_STACK_R && SPL_SYS_MALLOC_SIMPLE
	default 0x100000
`;
  const of = (defconfig: string) => phaseOptions(configurationOf(UBOOT, defconfig), 'spl');
  const both = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\nCONFIG_SPL_STACK_R=y\n';

  test('a full malloc() has the full pool, and does not care for the stack', () => {
    expect(of(both)).toMatchObject({
      enabled: { SYS_MALLOC: true, STACK_R: false },
      values: { SYS_MALLOC_SIZE: 0x100000, STACK_R_ADDR: 0, STACK_R_MALLOC_SIMPLE_LEN: 0 },
    });
  });

  test('the simple one has the pool beside the stack, and no full pool', () => {
    const simple = `${both}CONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_STACK_R_ADDR=0x2000000\n`;
    expect(of(simple)).toMatchObject({
      enabled: { SYS_MALLOC: false, STACK_R: true },
      values: { SYS_MALLOC_SIZE: 0, STACK_R_ADDR: 0x2000000, STACK_R_MALLOC_SIMPLE_LEN: 0x100000 },
    });
  });

  test('a board that turns an option on without an address is named', () => {
    const board = `${UBOOT}config ARCH_K3\n\tbool "K3"\nconfig SPL_HAS_CUSTOM_MALLOC_START\n\tbool "Start"\n\tdefault y if ARCH_K3\n`;
    const lines = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\nCONFIG_ARCH_K3=y\n';
    expect(() => phaseOptions(configurationOf(board, lines), 'spl')).toThrow(
      /^x_defconfig:3: SPL_HAS_CUSTOM_MALLOC_START: nothing says at which address; /,
    );
  });

  describe('the pool starts behind the BSS', () => {
    const bss = `${UBOOT}config SPL_BSS_START_ADDR\n\thex "BSS"\nconfig SPL_BSS_MAX_SIZE\n\thex "Size"\n`;
    const spl = (lines: string) =>
      phaseOptions(configurationOf(bss, `CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\n${lines}`), 'spl');
    const start = 'CONFIG_SPL_BSS_START_ADDR=0x80a00000\n';

    test('where the tree knows its place and size', () => {
      expect(spl(`${start}CONFIG_SPL_BSS_MAX_SIZE=0x80000\n`)).toMatchObject({
        enabled: { HAS_MALLOC_START: true },
        values: { SYS_MALLOC_START: 0x80a8_0000 },
      });
    });

    test('else only the program knows', () => {
      expect(spl(start)).toMatchObject({
        enabled: { HAS_MALLOC_START: false },
        values: { SYS_MALLOC_START: 0 },
      });
    });

    test('and must end below 4 GiB', () => {
      const high = 'CONFIG_SPL_BSS_START_ADDR=0xffe00000\nCONFIG_SPL_BSS_MAX_SIZE=0x180000\n';
      expect(() => spl(high)).toThrow(/^x_defconfig:3: SPL_BSS_START_ADDR: 0x100000 bytes/);
    });
  });

  test('a pool of less than 2 KiB is refused', () => {
    expect(() => of(`${both}CONFIG_SPL_SYS_MALLOC_SIZE=0x400\n`)).toThrow(LengthError);
  });

  test('an address beyond 4 GiB is refused', () => {
    const simple = `${both}CONFIG_SPL_SYS_MALLOC_SIMPLE=y\nCONFIG_SPL_STACK_R_ADDR=0x100000000\n`;
    expect(() => of(simple)).toThrow(
      "x_defconfig:5: SPL_STACK_R_ADDR: '0x100000000' is not an address in a memory below 4 GiB; write a smaller one.",
    );
  });
});
