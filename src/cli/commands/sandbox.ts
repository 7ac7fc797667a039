import { command } from '../command.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIG_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
} from '../inputs/options.ts';

/** A console on a heap, with U-Boot's `malloc` command. */
export const sandboxCommand = command({
  name: 'sandbox',
  summary: 'start a console on a heap, to look at it with the malloc command',
  usage: `Usage: $0 sandbox [-c "COMMANDS"] [options]

Specialises the allocator of a configuration, makes a heap and reads commands: malloc info, dump, leak and log, setenv and printenv, whose variables are in the heap, ut, help, reset and poweroff.`,
  options: {
    c: {
      type: 'string',
      requiresArg: true,
      describe: "Run these commands, ';' between them, and end",
    },
    defconfig: {
      ...DEFCONFIG_OPTION.defconfig,
      defaultDescription: "mallocgen's own mcheck64_defconfig",
    },
    malloc_dump: {
      type: 'string',
      requiresArg: true,
      describe: 'Write a dump of the heap here on poweroff and reset; %d counts the restarts',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 sandbox', 'a console with backtraces and the log'],
    ['$0 sandbox -c "malloc leak start; setenv foo bar; malloc leak end"', 'two leaks'],
    ['$0 sandbox -c "ut -L"', 'all unit tests, with what each leaves in the heap'],
    ['$0 sandbox -c poweroff --malloc_dump heap%d.txt', 'the heap after the start'],
  ],
  async run(args, host) {
    const { runSandbox } = await import('../sandbox/run-sandbox.ts');
    return runSandbox(args, host);
  },
});
