import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIGS_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
} from '../inputs/options.ts';

/** One program on many allocators. */
export const replayCommand = command({
  name: 'replay <trace>',
  summary: 'run a recorded trace on many variants, and compare memory, failures and time',
  usage: `Usage: $0 replay TRACE [--defconfig 'GLOB'] [options]

Makes every phase of the configurations and runs the calls of a trace on each. TRACE is what record() of mallocgen/trace wrote, plain or as gzip.`,
  words: {
    trace: { type: 'string', demandOption: true, describe: 'A file of calls, one a line' },
  },
  options: {
    ...DEFCONFIGS_OPTION,
    phase: {
      array: true,
      choices: PHASES,
      requiresArg: true,
      describe: 'Only this phase; may be repeated',
    },
    heap: {
      type: 'string',
      requiresArg: true,
      describe: 'Bytes of the heap, static data included, such as 0x8000000',
      defaultDescription: 'as the configuration says',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    format: {
      choices: ['table', 'json', 'markdown'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 replay my.trace', 'on all configurations'],
    ["$0 replay my.trace --defconfig 'small*' --heap 0x10000", 'which fits in 64 KiB'],
    ['$0 replay my.trace --format markdown', 'a table for a page'],
  ],
  async run(args, host) {
    const { runReplay } = await import('../replay/run-replay.ts');
    return runReplay(args, host);
  },
});
