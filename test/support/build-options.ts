import {
  phaseOptions,
  type BuildOptions,
  type EnabledName,
} from '../../generator/options/index.ts';
import { ourConfiguration } from '../generator/options/configuration.ts';

export type Bits = 32 | 64;

/** What an empty defconfig gives: a U-Boot proper without SANDBOX, with every option at its default. */
const DEFAULTS = phaseOptions(ourConfiguration(''), 'u-boot');

export type OptionChanges = Readonly<Partial<Record<EnabledName, boolean>>>;

export type GlobalChanges = Readonly<Partial<Record<'SANDBOX' | 'VALGRIND', boolean>>>;

export const F_LEN = 0x2000;
export const LEN = 0x400000;
export const BOOTPARAMS_LEN = 0x10000;
/** The full pool of SPL, and where it lies with HAS_MALLOC_START. */
export const SPL_POOL = { start: 0x20000, size: 0x8000 } as const;
/** The pool of SPL that moves with the stack. */
export const STACK_R = { addr: 0xc000, len: 0x4000 } as const;
export const CALLER_LEN = 48;
export const LOG_SIZE = 64;
/** SYS_MALLOC_GROW_STEP. */
export const GROW_STEP = 4096;

/**
 * What one phase asks for: the defaults of the layout, except for `changes` and `globals`.
 * @param length SYS_MALLOC_LEN
 */
export function buildOptions(
  bits: Bits,
  changes: OptionChanges = {},
  globals: GlobalChanges = {},
  length: number = LEN,
): BuildOptions {
  const enabled = { ...DEFAULTS.enabled, ...changes };
  return {
    phase: 'u-boot',
    enabled,
    global: { ...DEFAULTS.global, '64BIT': bits === 64, ...globals },
    values: {
      SYS_MALLOC_START: enabled.HAS_MALLOC_START ? SPL_POOL.start : 0,
      STACK_R_ADDR: enabled.STACK_R ? STACK_R.addr : 0,
      STACK_R_MALLOC_SIMPLE_LEN: enabled.STACK_R ? STACK_R.len : 0,
      SYS_BOOTPARAMS_LEN: enabled.SYS_MALLOC_BOOTPARAMS ? BOOTPARAMS_LEN : 0,
      MCHECK_CALLER_LEN: enabled.MCHECK_HEAP_PROTECTION ? CALLER_LEN : 0,
      MCHECK_LOG_SIZE: enabled.MCHECK_LOG ? LOG_SIZE : 0,
      SYS_MALLOC_F_LEN: enabled.SYS_MALLOC_F ? F_LEN : 0,
      SYS_MALLOC_GROW_STEP: enabled.SYS_MALLOC_GROW ? GROW_STEP : 0,
      SYS_MALLOC_LEN: enabled.SYS_MALLOC_SIMPLE ? 0 : length,
      SYS_MALLOC_SIZE: enabled.SYS_MALLOC ? SPL_POOL.size : 0,
    },
  };
}

/** What SYS_MALLOC_SMALL turns on. */
export const SMALL = {
  NO_TREE_BINS: true,
  NO_REALLOC_IN_PLACE: true,
  SIMPLE_MEMALIGN: true,
  STATIC_MALLOC_PARAMS: true,
  SMALLCHUNKS_AS_FUNCS: true,
} as const satisfies OptionChanges;

/** dlmalloc 2.6.6, which none of the options of 2.8.6 concern. */
export const LEGACY = {
  ...SMALL,
  SYS_MALLOC_LEGACY: true,
} as const satisfies OptionChanges;

/** What SANDBOX turns off. */
export const SANDBOX = {
  INSECURE: false,
  NO_MALLINFO: false,
  SIMPLE_SYSALLOC: false,
} as const satisfies OptionChanges;

/** What a sandbox build turns on to find mistakes. */
export const MCHECK = {
  ...SANDBOX,
  MALLOC_DEBUG: true,
  MCHECK_HEAP_PROTECTION: true,
} as const satisfies OptionChanges;

/** Each of the options that change size and speed, but never an address, the other way round. */
export const NEUTRAL_TOGGLES = [
  'INSECURE',
  'NO_MALLINFO',
  'NO_MALLOC_STATS',
  'NO_TREE_BINS',
  'SIMPLE_SYSALLOC',
  'SMALLCHUNKS_AS_FUNCS',
  'STATIC_MALLOC_PARAMS',
  'SYS_MALLOC_CLEAR_ON_INIT',
] as const satisfies readonly EnabledName[];

export function toggled(name: EnabledName, changes: OptionChanges = {}): OptionChanges {
  return { ...changes, [name]: !{ ...DEFAULTS.enabled, ...changes }[name] };
}
