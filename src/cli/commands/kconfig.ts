import { nearest } from '../../../generator/text/suggest.ts';
import { command } from '../command.ts';
import { JUDGING_OPTIONS, TREE_OPTIONS } from '../kconfig/options.ts';
import { TARGET_LIST } from '../kconfig/target-list.ts';
import { UsageError } from '../usage-error.ts';

const LIST = Object.entries(TARGET_LIST)
  .map(([name, what]) => `  ${name.padEnd(15)}${what}`)
  .join('\n');

/** The targets of C `conf`: configurations of any Kconfig tree, without an allocator. */
export const kconfigCommand = command({
  name: 'kconfig <target> [fragments..]',
  summary: 'make, update and merge configurations, as make defconfig and its kin do',
  usage: `Usage: $0 kconfig TARGET [options]
  or:  $0 kconfig merge BASE FRAGMENT… [options]

Makes a configuration as C conf does, byte for byte; only randconfig draws other numbers than C conf from the same seed. TARGET is one of

${LIST}

The environment's srctree, KCONFIG_CONFIG, KCONFIG_ALLCONFIG, KCONFIG_SEED, KCONFIG_PROBABILITY, KCONFIG_AUTOCONFIG, KCONFIG_AUTOHEADER, KCONFIG_OVERWRITECONFIG and CONFIG_ mean what they do there.`,
  words: {
    target: { type: 'string', demandOption: true, describe: 'What to make' },
    fragments: { type: 'string', array: true, describe: 'Of merge: the files, in order' },
  },
  options: {
    ...TREE_OPTIONS,
    config: {
      type: 'string',
      requiresArg: true,
      defaultDescription: '$KCONFIG_CONFIG, else .config',
      describe: 'The configuration to read and to write',
    },
    defconfig: {
      type: 'string',
      requiresArg: true,
      describe: 'Of defconfig: the file, a path or a name in configs/ of the tree',
    },
    output: {
      type: 'string',
      requiresArg: true,
      describe: 'The file to write in place of the usual one; of genconfig, the folder',
    },
    seed: {
      type: 'string',
      requiresArg: true,
      defaultDescription: '$KCONFIG_SEED, else by chance',
      describe: 'Of randconfig: a number of up to 32 bits',
    },
    ...JUDGING_OPTIONS,
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print: text as C conf does, or JSON with the diagnostics and results',
    },
  },
  examples: [
    ['$0 kconfig defconfig --defconfig sandbox_defconfig', 'write .config'],
    ['$0 kconfig olddefconfig --strict', 'refuse values that cannot be taken'],
    ['$0 kconfig savedefconfig --output configs/board_defconfig', 'keep what differs'],
    ['$0 kconfig merge configs/small_defconfig more.config', 'lines of more.config win'],
    ['srctree=../u-boot $0 kconfig allyesconfig --allow-shell', "U-Boot's own tree"],
  ],
  async run(args, host) {
    const { target, fragments = [] } = args;
    if (!Object.hasOwn(TARGET_LIST, target)) {
      const near = nearest(target, Object.keys(TARGET_LIST));
      const remedy = near === undefined ? 'Add --help for the list.' : `Did you mean ${near}?`;
      throw new UsageError(`${target}: there is no such target. ${remedy}`);
    }
    const { runTarget } = await import('../kconfig/run-target.ts');
    return runTarget({ ...args, target: target as keyof typeof TARGET_LIST, fragments }, host);
  },
});
