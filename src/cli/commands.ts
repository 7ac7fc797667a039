import type { Command } from './command.ts';
import { configCommand } from './commands/config.ts';
import { diffCommand } from './commands/diff.ts';
import { fitCommand } from './commands/fit.ts';
import { generateCommand } from './commands/generate.ts';
import { heapCommand } from './commands/heap.ts';
import { kconfigCommand } from './commands/kconfig.ts';
import { matrixCommand } from './commands/matrix.ts';
import { menuconfigCommand } from './commands/menuconfig.ts';
import { priceCommand } from './commands/price.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { initCommand } from './commands/init.ts';
import { typesCommand } from './commands/types.ts';
import { verifyCommand } from './commands/verify.ts';
import { whyCommand } from './commands/why.ts';

/** Every command of the program, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  generateCommand,
  kconfigCommand,
  menuconfigCommand,
  whyCommand,
  configCommand,
  matrixCommand,
  diffCommand,
  priceCommand,
  fitCommand,
  reportCommand,
  verifyCommand,
  typesCommand,
  initCommand,
  replayCommand,
  heapCommand,
  sandboxCommand,
];
