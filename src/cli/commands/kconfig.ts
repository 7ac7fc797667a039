import { nearest } from '../../../generator/text/suggest.ts';
import { command } from '../command.ts';
import { CACHE_OPTION,
  CONFIGS_OPTION,
  DEFCONFIG_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION, } from '../inputs/options.ts';
import { JUDGING_OPTIONS } from '../kconfig/options.ts';
import { TARGET_ALIASES, TARGET_LIST, type TargetName } from '../kconfig/target-list.ts';
import { UsageError } from '../usage-error.ts';

const LIST = Object.entries(TARGET_LIST)
  .map(([name, what]) => `  ${name.padEnd(15)}${what}`)
  .join('\n');

/** The targets of C `conf`: configurations of any Kconfig tree, without an allocator. */
export const kconfigCommand = command({
  name: 'kconfig <target> [fragments..]',
  summary: 'make, update and merge configurations, like make defconfig and related targets',
  usage: `Usage: $0 kconfig TARGET [options]
  or:  $0 kconfig merge BASE FRAGMENT… [options]

Makes a configuration as C conf does, byte for byte; only randconfig draws other numbers than C conf from the same seed. TARGET is one of

${LIST}

NAME_defconfig is short for defconfig --defconfig NAME_defconfig. The names config, oldnoconfig and silentoldconfig stand for oldaskconfig, olddefconfig and syncconfig.

The environment's srctree, KCONFIG_CONFIG, KCONFIG_ALLCONFIG, KCONFIG_DEFCONFIG_LIST, KCONFIG_SEED, KCONFIG_PROBABILITY, KCONFIG_AUTOCONFIG, KCONFIG_AUTOHEADER, KCONFIG_NEGATIVES, KCONFIG_NOSILENTUPDATE, KCONFIG_OVERWRITECONFIG, KCONFIG_WERROR, KCONFIG_WARN_UNKNOWN_SYMBOLS and CONFIG_ mean what they do there.`,
  words: {
    target: { type: 'string', demandOption: true, describe: 'What to make' },
    fragments: { type: 'string', array: true, describe: 'Of merge: the files, in order' },
  },
  options: {
    ...TREE_OPTIONS,
    ...CACHE_OPTION,
    config: {
      type: 'string',
      requiresArg: true,
      defaultDescription: '$KCONFIG_CONFIG, else .config',
      describe: 'The configuration to read and to write',
    },
    defconfig: {
      ...DEFCONFIG_OPTION.defconfig,
      describe: 'Of defconfig: the configuration, a path or a name in --configs',
    },
    ...CONFIGS_OPTION,
    output: {
      type: 'string',
      requiresArg: true,
      describe: 'The file to write instead of the usual one; of genconfig, the folder',
    },
    seed: {
      type: 'string',
      requiresArg: true,
      defaultDescription: '$KCONFIG_SEED or a random one',
      describe: 'Of randconfig: a number of up to 32 bits',
    },
    force: {
      type: 'boolean',
      default: false,
      describe: 'Use or replace a configuration even if the tree lacks most of its symbols',
    },
    allno: {
      type: 'boolean',
      alias: 'n',
      default: false,
      describe: 'Of merge: what the files leave out is n where it can be, not its default',
    },
    'merge-only': {
      type: 'boolean',
      alias: 'm',
      default: false,
      describe: 'Of merge: join the lines of the files, and leave the rest to another target',
    },
    'keep-builtin': {
      type: 'boolean',
      alias: 'y',
      default: false,
      describe: 'Of merge: a y stays where a later file has m',
    },
    ...JUDGING_OPTIONS,
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print: text as C conf does, or JSON with the diagnostics and results',
    },
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 kconfig defconfig --defconfig sandbox_defconfig', 'write .config'],
    ['$0 kconfig olddefconfig --strict', 'refuse values that cannot be taken'],
    ['$0 kconfig savedefconfig --output configs/board_defconfig', 'keep what differs'],
    ['$0 kconfig merge configs/small_defconfig more.config', 'lines of more.config win'],
    ['$0 kconfig merge -m .config more.config', 'only join the lines'],
    ['srctree=../u-boot $0 kconfig allyesconfig --allow-shell', "U-Boot's own tree"],
  ],
  async run(args, host) {
    const { fragments = [] } = args;
    const target = targetNamed(args.target);
    const defconfig = namedDefconfig(args.target) ?? args.defconfig;
    if (defconfig !== undefined && args.defconfig !== undefined && defconfig !== args.defconfig) {
      throw new UsageError(`${args.target} names a configuration: leave --defconfig out.`);
    }
    const { runTarget } = await import('../kconfig/run-target.ts');
    return runTarget({ ...args, target, defconfig, fragments }, host);
  },
});

/** The target of that name. Throws {@link UsageError} if there is none. */
function targetNamed(name: string): TargetName {
  if (Object.hasOwn(TARGET_LIST, name)) return name as TargetName;
  const target = Object.hasOwn(TARGET_ALIASES, name) ? TARGET_ALIASES[name] : undefined;
  if (target !== undefined) return target;
  if (namedDefconfig(name) !== undefined) return 'defconfig';
  throw new UsageError(`${name}: there is no such target. ${remedy(name)}`);
}

/** The configuration that a target names, as in `make sandbox_defconfig`, or `sandbox_config` before that. */
function namedDefconfig(target: string): string | undefined {
  return /^.+(?:_|_def|\.def)config$/.test(target) ? target.replace(/_config$/, '_defconfig') : undefined;
}

/** The targets of the kernel with a menu on the screen: a command of its own shows one. */
const MENUS = new Set(['gconfig', 'menuconfig', 'nconfig', 'xconfig']);

const ENDING = /config$/;

function remedy(target: string): string {
  if (MENUS.has(target)) {
    return 'mallocgen menuconfig shows the menus; oldconfig asks about new symbols one by one.';
  }
  if (target === 'testconfig') {
    return 'In Linux it tests C conf itself. To test a configuration, run olddefconfig --strict.';
  }
  const names = Object.keys(TARGET_LIST);
  // Equal endings would make any two targets look alike.
  const words = ENDING.test(target) ? names.map((name) => name.replace(ENDING, '')) : names;
  const near = names[words.indexOf(nearest(target.replace(ENDING, ''), words) ?? '')];
  return near === undefined
    ? 'mallocgen kconfig --help lists what there is.'
    : `Did you mean ${near}?`;
}
