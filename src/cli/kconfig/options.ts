import { DEFCONFIG_OPTION } from '../inputs/options.ts';

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
  ...DEFCONFIG_OPTION,
  config: {
    type: 'string',
    requiresArg: true,
    defaultDescription: '$KCONFIG_CONFIG, else .config',
    describe: 'The .config to look at without --defconfig',
  },
} as const;
