import { command } from '../command.ts';
import {
  CACHE_OPTION,
  CONFIGS_OPTION,
  DEFCONFIG_OPTION,
  TREE_OPTIONS,
  WASM_OPTIONS,
} from '../inputs/options.ts';

/** Configures on the screen, with the keys of the kernel's menuconfig. */
export const menuconfigCommand = command({
  name: 'menuconfig',
  summary: 'configure in menus on the screen, with the keys of make menuconfig',
  usage: `Usage: $0 menuconfig [options]

Shows the menus of a Kconfig tree on the terminal, with the keys and marks of make menuconfig, and edits .config, or the defconfig of --defconfig, which stays a minimal one. F1 lists the keys. Without a terminal, mallocgen kconfig oldconfig asks the same line by line.`,
  options: {
    ...TREE_OPTIONS,
    ...CACHE_OPTION,
    config: {
      type: 'string',
      requiresArg: true,
      defaultDescription: '$KCONFIG_CONFIG, else .config',
      describe: 'The configuration to edit; it need not exist yet',
    },
    defconfig: {
      ...DEFCONFIG_OPTION.defconfig,
      describe: 'The minimal configuration to edit: a path, or a name in --configs',
    },
    ...CONFIGS_OPTION,
    target: {
      choices: ['javascript', 'wasm'],
      requiresArg: true,
      default: 'javascript',
      describe: 'wasm: show the bytes of malloc.wasm instead (docs/wasm.md)',
    },
    ...WASM_OPTIONS,
    budget: {
      type: 'number',
      requiresArg: true,
      describe: 'Bytes after brotli that a phase may have; the screen shows what is left',
    },
  },
  examples: [
    ['$0 menuconfig', 'edit .config'],
    ['$0 menuconfig --defconfig configs/board_defconfig', 'edit a minimal configuration'],
    ['srctree=../u-boot $0 menuconfig --allow-shell', "U-Boot's own tree"],
  ],
  async run(args, host) {
    const { runMenuconfig } = await import('../menuconfig/run-menuconfig.ts');
    return runMenuconfig(args, host);
  },
});
