import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import { CACHE_OPTION, CONFIGS_OPTION, TREE_OPTIONS, WARNINGS_OPTION } from '../inputs/options.ts';
import { CONFIG_OPTIONS } from '../kconfig/options.ts';

/** Why a symbol has its value, in each phase that has a symbol of its own for it. */
export const whyCommand = command({
  name: 'why <symbol>',
  summary: 'say where the value of a symbol comes from, and what it would take to change it',
  usage: `Usage: $0 why SYMBOL[=VALUE] [options]

Prints the value of SYMBOL and of its SPL_, TPL_ and VPL_ forms, where it comes from, which conditions prevent a value that was asked for, and what selects or could select it. Ends with the fewest lines that would switch it; with SYMBOL=VALUE, with those that give it that value.`,
  words: {
    symbol: {
      type: 'string',
      demandOption: true,
      describe: 'The symbol, and the value that it should have',
    },
  },
  options: {
    ...CONFIG_OPTIONS,
    phase: {
      choices: PHASES,
      requiresArg: true,
      describe: "Print only this phase's symbol",
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...CACHE_OPTION,
    apply: {
      type: 'string',
      requiresArg: true,
      describe: 'Write the lines that give SYMBOL the VALUE into this configuration file',
    },
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print: text, or JSON',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 why SYS_MALLOC_F --defconfig sandbox_defconfig', 'in all phases side by side'],
    ['$0 why SYS_MALLOC_F_LEN --phase spl', 'SPL_SYS_MALLOC_F_LEN in .config'],
    ['$0 why SPL_SYS_MALLOC_SIMPLE=y', 'what to add to .config for it'],
  ],
  async run(args, host) {
    const { runWhy } = await import('../kconfig/run-why.ts');
    return runWhy(args, host);
  },
});
