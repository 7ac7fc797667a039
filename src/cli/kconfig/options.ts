/** The options of every command that reads a Kconfig tree of the user's. */
export const TREE_OPTIONS = {
  kconfig: {
    type: 'string',
    requiresArg: true,
    defaultDescription: "$srctree/Kconfig, else mallocgen's own",
    describe: 'The first file of the Kconfig tree',
  },
  'allow-shell': {
    type: 'boolean',
    default: false,
    describe: 'Let the Kconfig tree run shell commands where it asks to',
  },
} as const;

/** The options that turn diagnostics into errors. */
export const JUDGING_OPTIONS = {
  strict: {
    type: 'boolean',
    default: false,
    describe: 'Treat every warning about the configuration as an error',
  },
  deny: {
    array: true,
    type: 'string',
    requiresArg: true,
    describe: 'Treat warnings with this code as errors; may be repeated. See docs/kconfig.md',
  },
} as const;

/** The options that name the configuration to look at. */
export const CONFIG_OPTIONS = {
  defconfig: {
    type: 'string',
    requiresArg: true,
    describe: 'The configuration: a path or a name in configs/ of the tree',
  },
  config: {
    type: 'string',
    requiresArg: true,
    defaultDescription: '$KCONFIG_CONFIG, else .config',
    describe: 'The .config to look at where there is no --defconfig',
  },
} as const;
