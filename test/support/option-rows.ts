import {
  ENABLED_NAMES,
  GLOBAL_NAMES,
  PHASE_PREFIX,
  phaseOptions,
  type BuildOptions,
  type EnabledName,
  type GlobalName,
  type Phase,
} from '../../generator/options/index.ts';
import { ourConfiguration } from '../generator/options/configuration.ts';
import { coveringArray, type Row } from './covering-array.ts';
import { randomBits } from './seed.ts';

const PHASE_SYMBOLS: Readonly<Record<Phase, string>> = {
  'u-boot': '',
  spl: 'CONFIG_SPL=y\n',
  tpl: 'CONFIG_TPL=y\n',
  vpl: 'CONFIG_VPL=y\n',
};

export interface OptionRows {
  readonly names: readonly string[];
  readonly rows: readonly BuildOptions[];
  readonly impossible: readonly string[];
}

/**
 * Options of one phase such that every pair of values of every two bools occurs, as far as Kconfig
 * allows. The bools are those that a template may ask for, so a new option is among them at once.
 */
export function optionRows(phase: Phase): OptionRows {
  const tree = ourConfiguration(PHASE_SYMBOLS[phase]);
  const symbols = new Map<EnabledName | GlobalName, string>();
  for (const name of ENABLED_NAMES) {
    const own = [PHASE_PREFIX[phase] + name, name].find((symbol) => tree.get(symbol) !== undefined);
    if (own !== undefined) symbols.set(name, own);
  }
  for (const name of GLOBAL_NAMES) symbols.set(name, name);
  const names = [...symbols.keys()];

  const optionsOf = (row: Row): BuildOptions => {
    const lines = names.map((name) => assignment(symbols.get(name) ?? name, row[name] === true));
    const defconfig = `${PHASE_SYMBOLS[phase]}${lines.join('')}${VALUES}`;
    return phaseOptions(ourConfiguration(defconfig), phase);
  };
  const settle = (row: Row): Row => {
    const { enabled, global } = optionsOf(row);
    return Object.fromEntries(
      names.map((name) => [name, isEnabledName(name) ? enabled[name] : global[name]]),
    );
  };
  const { rows, impossible } = coveringArray(names, settle, randomBits());
  return { names, rows: rows.map(optionsOf), impossible };
}

function isEnabledName(name: EnabledName | GlobalName): name is EnabledName {
  return (ENABLED_NAMES as readonly string[]).includes(name);
}

/** Addresses that have no default, where the options that need them are on. */
const VALUES = 'CONFIG_SPL_CUSTOM_SYS_MALLOC_ADDR=0x20000\nCONFIG_SPL_STACK_R_ADDR=0x400000\n';

function assignment(symbol: string, value: boolean): string {
  return value ? `CONFIG_${symbol}=y\n` : `# CONFIG_${symbol} is not set\n`;
}
