import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIG_OPTION,
  JOBS_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
  WASM_OPTIONS,
} from '../inputs/options.ts';

/** The smallest configuration that is enough for a program. */
export const fitCommand = command({
  name: 'fit',
  summary: 'find the smallest configuration that has the calls that a program makes',
  usage: `Usage: $0 fit --calls CALL,CALL… [options]

Looks for the configuration with which a program that imports these calls, what makes its heap, and nothing else has the fewest bytes: bundled, minified and after brotli. It says what is given up for that, and how far it has searched. The exit code is 1 if the smallest is above the budget, or a trace is not served.`,
  options: {
    calls: {
      array: true,
      type: 'string',
      requiresArg: true,
      demandOption: true,
      describe: 'The calls that the program imports, with commas between them; may be repeated',
    },
    budget: {
      type: 'number',
      requiresArg: true,
      describe: 'The most bytes after brotli',
    },
    require: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe: 'A Kconfig expression that the configuration must satisfy; may be repeated',
    },
    trace: {
      type: 'string',
      requiresArg: true,
      describe: 'A trace whose requests must all be served (docs/traces.md)',
    },
    heap: {
      type: 'string',
      requiresArg: true,
      describe: 'Of --trace: bytes of the heap, static data included, such as 0x10000',
    },
    phase: {
      choices: PHASES,
      requiresArg: true,
      default: 'u-boot',
      describe: 'The phase to look at',
    },
    defconfig: {
      ...DEFCONFIG_OPTION.defconfig,
      describe: 'The configuration to start from and to compare with; numbers stay as they are',
      defaultDescription: 'all defaults',
    },
    output: {
      type: 'string',
      requiresArg: true,
      describe: 'Write the configuration to this file, as a minimal defconfig',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...JOBS_OPTION,
    target: {
      choices: ['javascript', 'wasm'],
      requiresArg: true,
      default: 'javascript',
      describe: 'wasm: the smallest malloc.wasm instead, with all that it exports (docs/wasm.md)',
    },
    ...WASM_OPTIONS,
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    [
      '$0 fit --calls malloc,free,realloc --budget 900',
      'the smallest, if it has 900 bytes at most',
    ],
    ["$0 fit --calls malloc,free --require '!INSECURE' --output my_defconfig", 'with checks'],
    ['$0 fit --calls malloc,free --trace my.trace --heap 0x10000', 'that serves a program'],
  ],
  async run(args, host) {
    const { runFit } = await import('../fit/run-fit.ts');
    return runFit(args, host);
  },
});
