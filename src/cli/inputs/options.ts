import { availableParallelism } from 'node:os';

/** The options that name a Kconfig tree, of every command that reads one. */
export const TREE_OPTIONS = {
  kconfig: {
    type: 'string',
    requiresArg: true,
    defaultDescription: "./Kconfig, $srctree/Kconfig or mallocgen's own",
    describe: 'The first file of the Kconfig tree',
  },
  define: {
    array: true,
    type: 'string',
    requiresArg: true,
    describe: 'A variable that the Kconfig tree sees, as NAME=VALUE; may be repeated',
  },
  function: {
    array: true,
    type: 'string',
    requiresArg: true,
    describe:
      'A function that the Kconfig tree calls and what it gives, as NAME=VALUE; may be repeated',
  },
  dialect: {
    type: 'string',
    requiresArg: true,
    defaultDescription: 'what the tree shows, or u-boot',
    describe: 'Whose Kconfig it is: u-boot, linux, linux-6.1 … See docs/kconfig.md',
  },
  'allow-shell': {
    type: 'boolean',
    default: false,
    describe: 'Let the Kconfig tree run shell commands where it asks to',
  },
} as const;

/** The option of every command that keeps the trees that it reads. */
export const CACHE_OPTION = {
  'no-cache': {
    type: 'boolean',
    default: false,
    describe: 'Parse the Kconfig tree, even if it was kept and nothing has changed',
  },
} as const;

/** The option that says where the names of configurations are looked up. */
export const CONFIGS_OPTION = {
  configs: {
    type: 'string',
    requiresArg: true,
    defaultDescription: "./configs or mallocgen's own",
    describe: 'The folder that holds the configurations',
  },
} as const;

/** The option that names one configuration. */
export const DEFCONFIG_OPTION = {
  defconfig: {
    type: 'string',
    requiresArg: true,
    describe: 'The configuration: a path, or a name in --configs',
  },
} as const;

/** The option that names many configurations. */
export const DEFCONFIGS_OPTION = {
  defconfig: {
    array: true,
    type: 'string',
    requiresArg: true,
    describe:
      'The configurations: paths or names in --configs, with * ? [ ] as patterns; may be repeated',
    defaultDescription: 'all of --configs',
  },
} as const;

/** The option of every command that may print warnings. */
export const WARNINGS_OPTION = {
  'all-warnings': {
    type: 'boolean',
    default: false,
    describe: 'List every warning, not only the first few of each kind',
  },
} as const;

/** What WebAssembly modules are, of every command that makes or measures them. */
export const WASM_OPTIONS = {
  'wasm-address': {
    type: 'string',
    requiresArg: true,
    describe:
      'With --target wasm: the byte where the heap begins, such as 1024 or 0x400; smaller and quicker code',
  },
  'wasm-memory': {
    choices: ['imported', 'own'],
    requiresArg: true,
    describe:
      'With --target wasm: own makes a module that brings its memory and exports it; by default it is imported',
  },
} as const;

/** How many threads measure. */
export const JOBS_OPTION = {
  jobs: {
    type: 'number',
    requiresArg: true,
    default: availableParallelism(),
    defaultDescription: 'one for each core',
    describe: 'How many threads to use',
  },
} as const;
