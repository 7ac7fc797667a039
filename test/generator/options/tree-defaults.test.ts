import { describe, expect, test } from '@jest/globals';
import { ourConfiguration } from './configuration.ts';

const PHASES = 'CONFIG_SPL=y\nCONFIG_TPL=y\nCONFIG_VPL=y\n';

/** `-`: the symbol has no line in .config, since its dependencies are not met. */
function valuesOf(defconfig: string, names: readonly string[]) {
  const configuration = ourConfiguration(defconfig);
  return Object.fromEntries(
    names.map((name) => {
      const symbol = configuration.get(name);
      if (symbol === undefined) {
        throw new Error(`the tree has no ${name}`);
      }
      return [name, symbol.inConfig ? symbol.value : '-'];
    }),
  );
}

function expectValues(defconfig: string, expected: Readonly<Record<string, string>>) {
  expect(valuesOf(defconfig, Object.keys(expected))).toEqual(expected);
}

test('the tree itself gives no warning', () => {
  expect(ourConfiguration('').tree.diagnostics).toEqual([]);
});

describe('an empty defconfig', () => {
  test('is a 32-bit U-Boot proper with the full malloc()', () => {
    expectValues('', {
      '64BIT': 'n',
      SANDBOX: 'n',
      DM: 'n',
      UNIT_TEST: 'n',
      SPL: 'n',
      TPL: 'n',
      VPL: 'n',
    });
  });

  test('has the defaults of the section "Main U-Boot"', () => {
    expectValues('', {
      SYS_MALLOC_LEN: '0x400000',
      SYS_MALLOC_F: 'n',
      SYS_MALLOC_F_LEN: '-',
      SYS_MALLOC_CLEAR_ON_INIT: 'y',
      SYS_MALLOC_DEFAULT_TO_INIT: 'n',
      SYS_MALLOC_BOOTPARAMS: 'n',
      SYS_BOOTPARAMS_LEN: '-',
      VALGRIND: 'n',
      SYS_MALLOC_SMALL: 'n',
      SYS_MALLOC_LEGACY: 'n',
      MALLOC_DEBUG: 'n',
      MCHECK_HEAP_PROTECTION: 'n',
      MCHECK_BACKTRACE: '-',
      CMD_MALLOC: '-',
    });
  });

  test('has the defaults of the section "dlmalloc Compile-Time Options"', () => {
    expectValues('', {
      NO_MALLOC_STATS: 'y',
      NO_MALLINFO: 'y',
      INSECURE: 'y',
      NO_REALLOC_IN_PLACE: 'n',
      NO_TREE_BINS: 'n',
      SIMPLE_MEMALIGN: 'n',
      STATIC_MALLOC_PARAMS: 'n',
      SMALLCHUNKS_AS_FUNCS: 'n',
      SIMPLE_SYSALLOC: 'y',
      MORECORE_CONTIGUOUS: 'y',
      MORECORE_CANNOT_TRIM: 'y',
      HAVE_MMAP: 'n',
    });
  });

  test('has nothing of the JavaScript target', () => {
    expectValues('', {
      SYS_MALLOC_GROW: 'n',
      SYS_MALLOC_MULTI_INSTANCE: 'n',
      SYS_MALLOC_LOCK: 'n',
    });
  });

  test('has no line for the options of the other phases', () => {
    const inConfig = ourConfiguration('').symbols.filter(({ inConfig: line }) => line);
    const ofOtherPhases = inConfig.filter(({ name }) => /^[STV]PL_/.test(name));
    expect(inConfig.length).toBeGreaterThan(25);
    expect(ofOtherPhases).toEqual([]);
  });
});

describe('the phases before U-Boot proper', () => {
  test('SPL', () => {
    expectValues('CONFIG_SPL=y\n', {
      SPL_FRAMEWORK: 'y',
      SPL_SYS_MALLOC_F: 'n',
      SPL_SYS_MALLOC_SIMPLE: 'n',
      SPL_SYS_MALLOC: 'n',
      SPL_HAS_CUSTOM_MALLOC_START: '-',
      SPL_CUSTOM_SYS_MALLOC_ADDR: '-',
      SPL_SYS_MALLOC_SIZE: '-',
      SPL_SYS_MALLOC_CLEAR_ON_INIT: 'y',
      SPL_SYS_MALLOC_SMALL: 'y',
      SPL_STACK_R: '-',
      SPL_STACK_R_MALLOC_SIMPLE_LEN: '-',
    });
  });

  test('TPL', () => {
    expectValues('CONFIG_TPL=y\n', {
      TPL_SYS_MALLOC_F: 'n',
      TPL_SYS_MALLOC_SIMPLE: 'n',
      TPL_SYS_MALLOC_CLEAR_ON_INIT: 'y',
      TPL_SYS_MALLOC_SMALL: 'n',
    });
  });

  test('VPL, which has the simple malloc() alone', () => {
    expectValues('CONFIG_VPL=y\n', {
      VPL_SYS_MALLOC_SIMPLE: 'y',
      VPL_SYS_MALLOC_F: 'y',
      VPL_SYS_MALLOC_F_LEN: '0x2000',
      VPL_SYS_MALLOC_CLEAR_ON_INIT: '-',
      VPL_SYS_MALLOC_SMALL: '-',
      VPL_NO_TREE_BINS: '-',
    });
  });

  test('each has the early pool where U-Boot proper has it', () => {
    expectValues(`CONFIG_DM=y\n${PHASES}`, {
      SYS_MALLOC_F: 'y',
      SYS_MALLOC_F_LEN: '0x2000',
      SPL_SYS_MALLOC_F: 'y',
      SPL_SYS_MALLOC_F_LEN: '0x2000',
      TPL_SYS_MALLOC_F: 'y',
      TPL_SYS_MALLOC_F_LEN: '0x2000',
      VPL_SYS_MALLOC_F: 'y',
      VPL_SYS_MALLOC_F_LEN: '0x2000',
    });
    expectValues(`CONFIG_DM=y\n# CONFIG_SPL_FRAMEWORK is not set\n${PHASES}`, {
      SPL_SYS_MALLOC_F: 'n',
    });
  });

  test('lengths inherit: SPL from U-Boot proper, TPL and VPL from SPL', () => {
    expectValues(`CONFIG_DM=y\nCONFIG_SYS_MALLOC_F_LEN=0x3000\n${PHASES}`, {
      SPL_SYS_MALLOC_F_LEN: '0x3000',
      TPL_SYS_MALLOC_F_LEN: '0x3000',
      VPL_SYS_MALLOC_F_LEN: '0x3000',
    });
    expectValues(`CONFIG_DM=y\nCONFIG_SPL_SYS_MALLOC_F_LEN=0x5000\n${PHASES}`, {
      SYS_MALLOC_F_LEN: '0x2000',
      TPL_SYS_MALLOC_F_LEN: '0x5000',
      VPL_SYS_MALLOC_F_LEN: '0x5000',
    });
    expectValues('CONFIG_DM=y\nCONFIG_SYS_MALLOC_F_LEN=0x3000\nCONFIG_TPL=y\nCONFIG_VPL=y\n', {
      TPL_SYS_MALLOC_F_LEN: '0x3000',
      VPL_SYS_MALLOC_F_LEN: '0x3000',
    });
  });

  test('clearing inherits from U-Boot proper, and each phase can differ', () => {
    const off = '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\n';
    expectValues(`${PHASES}${off}`, {
      SPL_SYS_MALLOC_CLEAR_ON_INIT: 'n',
      TPL_SYS_MALLOC_CLEAR_ON_INIT: 'n',
    });
    expectValues(`${PHASES}${off}CONFIG_SPL_SYS_MALLOC_CLEAR_ON_INIT=y\n`, {
      SPL_SYS_MALLOC_CLEAR_ON_INIT: 'y',
      TPL_SYS_MALLOC_CLEAR_ON_INIT: 'n',
    });
  });

  test.each(['SPL', 'TPL', 'VPL'])('%s has every compile-time option', (phase) => {
    const full = `CONFIG_${phase}=y\n# CONFIG_VPL_SYS_MALLOC_SIMPLE is not set\n`;
    const small = phase === 'SPL' ? 'y' : 'n';
    expectValues(full, {
      [`${phase}_NO_MALLOC_STATS`]: 'y',
      [`${phase}_NO_MALLINFO`]: 'y',
      [`${phase}_INSECURE`]: 'y',
      [`${phase}_NO_REALLOC_IN_PLACE`]: small,
      [`${phase}_NO_TREE_BINS`]: small,
      [`${phase}_SIMPLE_MEMALIGN`]: small,
      [`${phase}_STATIC_MALLOC_PARAMS`]: small,
      [`${phase}_SMALLCHUNKS_AS_FUNCS`]: small,
      [`${phase}_SIMPLE_SYSALLOC`]: 'y',
      [`${phase}_MORECORE_CONTIGUOUS`]: 'y',
      [`${phase}_MORECORE_CANNOT_TRIM`]: 'y',
      [`${phase}_HAVE_MMAP`]: 'n',
    });
  });

  test('the full pool of SPL', () => {
    expectValues('CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC=y\n', {
      SPL_SYS_MALLOC_SIZE: '0x100000',
      SPL_HAS_CUSTOM_MALLOC_START: 'n',
      SPL_CUSTOM_SYS_MALLOC_ADDR: '-',
    });
  });

  test('the simple pool that moves with the stack of SPL', () => {
    expectValues('CONFIG_SPL=y\nCONFIG_SPL_STACK_R=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n', {
      SPL_STACK_R_MALLOC_SIMPLE_LEN: '0x100000',
    });
    expectValues('CONFIG_SPL=y\nCONFIG_SPL_STACK_R=y\n', { SPL_STACK_R_MALLOC_SIMPLE_LEN: '-' });
  });
});

describe('sandbox', () => {
  test('keeps the checks, mallinfo() and the full system allocator', () => {
    expectValues('CONFIG_SANDBOX=y\nCONFIG_DM=y\nCONFIG_SPL=y\n', {
      INSECURE: 'n',
      NO_MALLINFO: 'n',
      SIMPLE_SYSALLOC: 'n',
      NO_MALLOC_STATS: 'y',
      SPL_INSECURE: 'n',
      SPL_NO_MALLINFO: 'n',
      SPL_SIMPLE_SYSALLOC: 'n',
      SYS_MALLOC_LEN: '0x4000000',
      SYS_MALLOC_F_LEN: '0x4000',
      SPL_SYS_MALLOC_F_LEN: '0x4000',
    });
  });
});

describe('debugging', () => {
  test('UNIT_TEST turns MALLOC_DEBUG on, and that the malloc command', () => {
    expectValues('CONFIG_UNIT_TEST=y\n', {
      MALLOC_DEBUG: 'y',
      CMD_MALLOC: 'y',
      CMD_MALLOC_LEAK: '-',
      CMD_MALLOC_LOG: '-',
      MCHECK_HEAP_PROTECTION: 'n',
    });
  });

  test('mcheck, with its log on sandbox', () => {
    expectValues('CONFIG_MCHECK_HEAP_PROTECTION=y\n', {
      MCHECK_BACKTRACE: 'y',
      MCHECK_CALLER_LEN: '48',
      MCHECK_LOG: '-',
    });
    expectValues('CONFIG_SANDBOX=y\nCONFIG_MALLOC_DEBUG=y\nCONFIG_MCHECK_HEAP_PROTECTION=y\n', {
      MCHECK_LOG: 'y',
      MCHECK_LOG_SIZE: '524288',
      CMD_MALLOC_LEAK: 'y',
      CMD_MALLOC_LOG: 'y',
    });
  });
});
