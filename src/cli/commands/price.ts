import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import {
  CACHE_OPTION,
  CONFIGS_OPTION,
  JOBS_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
  WASM_OPTIONS,
} from '../inputs/options.ts';
import { CONFIG_OPTIONS } from '../kconfig/options.ts';

/** What each option of one configuration costs. */
export const priceCommand = command({
  name: 'price [symbols..]',
  summary: 'say how many bytes each option of a configuration adds or saves when it is switched',
  usage: `Usage: $0 price [SYMBOL[=VALUE]…] [options]

Switches each option of a configuration alone, makes and measures the result, and prints the difference: bytes of the minified bundle, after gzip and after brotli, and bytes of static data. What else would change with an option is listed beside it. With symbols, only these are priced; an int or hex option needs the value that it should have. Equal programs are measured once, and the bytes are kept in the user's cache folder.`,
  words: {
    symbols: {
      type: 'string',
      array: true,
      describe: 'The options to price; without them, all that change the program',
    },
  },
  options: {
    ...CONFIG_OPTIONS,
    phase: {
      array: true,
      choices: PHASES,
      requiresArg: true,
      describe: 'Only this phase; may be repeated',
      defaultDescription: 'all that the configuration builds',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...CACHE_OPTION,
    ...JOBS_OPTION,
    target: {
      choices: ['javascript', 'wasm'],
      requiresArg: true,
      default: 'javascript',
      describe: 'wasm: bytes of malloc.wasm instead (docs/wasm.md)',
    },
    ...WASM_OPTIONS,
    format: {
      choices: ['table', 'markdown', 'json'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 price --defconfig default_defconfig', 'what every option costs, the cheapest first'],
    ['$0 price --defconfig sandbox_spl_defconfig --phase spl', 'in one phase'],
    ['$0 price NO_TREE_BINS SYS_MALLOC_F_LEN=0x4000', 'two changes of .config'],
  ],
  async run(args, host) {
    const { runPrice } = await import('../price/run-price.ts');
    return runPrice(args, host);
  },
});
