import { join } from 'node:path';

import { PACKAGE_ROOT } from '../package-root.ts';

/** The options of every command that makes variants: which Kconfig tree, and what it may do. */
export const VARIANT_OPTIONS = {
  kconfig: {
    type: 'string',
    requiresArg: true,
    default: join(PACKAGE_ROOT, 'Kconfig'),
    defaultDescription: "mallocgen's own",
    describe: 'The first file of the Kconfig tree',
  },
  'allow-shell': {
    type: 'boolean',
    default: false,
    describe: 'Let the Kconfig tree run shell commands where it asks to',
  },
} as const;
