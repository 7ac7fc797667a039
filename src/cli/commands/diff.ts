import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import { CONFIGS_OPTION, TREE_OPTIONS, WARNINGS_OPTION } from '../inputs/options.ts';

/** Two variants side by side. */
export const diffCommand = command({
  name: 'diff <before> <after>',
  summary: 'compare the sizes, functions and symbols of two configurations, or of two phases',
  usage: `Usage: $0 diff BEFORE AFTER [options]

Makes two variants and prints their sizes, the functions that grew, shrank, appeared or vanished, and the symbols that differ. Each side is a configuration, or one phase of it, such as small_defconfig:spl.`,
  words: {
    before: {
      type: 'string',
      demandOption: true,
      describe: 'NAME_defconfig or NAME_defconfig:PHASE',
    },
    after: {
      type: 'string',
      demandOption: true,
      describe: 'The other side, written in the same way',
    },
  },
  options: {
    phase: {
      choices: PHASES,
      requiresArg: true,
      describe: 'The phase of a side that names none; without it, each phase that both build',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    format: {
      choices: ['table', 'markdown', 'json'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 diff default_defconfig small_defconfig', 'what SYS_MALLOC_SMALL saves, by function'],
    ['$0 diff sandbox_spl_defconfig:u-boot sandbox_spl_defconfig:spl', 'two phases of one board'],
  ],
  async run(args, host) {
    const { runDiff } = await import('../matrix/run-diff.ts');
    return runDiff(args, host);
  },
});
