import type { Command } from './command.ts';
import { generateCommand } from './commands/generate.ts';
import { kconfigCommand } from './commands/kconfig.ts';

/** Every command of the program, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [generateCommand, kconfigCommand];
