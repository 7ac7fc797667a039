import type { ConsoleCommand } from './command.ts';
import { printenvCommand, setenvCommand } from './commands/environment.ts';
import { mallocCommand } from './commands/malloc.ts';
import { poweroffCommand, resetCommand } from './commands/power.ts';
import { utCommand } from './commands/ut.ts';
import type { Machine } from './machine.ts';

const helpCommand: ConsoleCommand = {
  name: 'help',
  summary: 'say what commands there are',
  usage: ['help - list all commands', 'help name ... - say more of the commands named'],
  complete: (_words, machine) => commandsOf(machine).map(({ name }) => name),
  run(names, machine) {
    const { print } = machine;
    const commands = commandsOf(machine);
    if (names.length === 0) {
      for (const { name, summary } of commands) print(`${name.padEnd(10)}- ${summary}`);
      return true;
    }
    let isGood = true;
    for (const name of names) {
      const command = commands.find((other) => other.name === name);
      if (command === undefined) {
        print(
          `Unknown command '${name}' - try 'help' without arguments for list of all known commands`,
        );
        isGood = false;
      } else {
        printUsage(command, machine);
      }
    }
    return isGood;
  },
};

const COMMANDS: readonly ConsoleCommand[] = [
  helpCommand,
  mallocCommand,
  poweroffCommand,
  printenvCommand,
  resetCommand,
  setenvCommand,
  utCommand,
];

/** The commands that the configuration has, by name. */
export function commandsOf(machine: Machine): readonly ConsoleCommand[] {
  return COMMANDS.filter(({ isThere }) => isThere?.(machine) ?? true);
}

function printUsage({ name, summary, usage }: ConsoleCommand, { print }: Machine): void {
  print(`${name} - ${summary}`);
  print('');
  print('Usage:');
  for (const line of usage) print(line);
}

/** @returns whether the command succeeded */
export function runCommand([name = '', ...words]: readonly string[], machine: Machine): boolean {
  const command = commandsOf(machine).find((other) => other.name === name);
  if (command === undefined) {
    machine.print(`Unknown command '${name}' - try 'help'`);
    return false;
  }
  const result = command.run(words, machine);
  if (result !== 'usage') return result;
  printUsage(command, machine);
  return false;
}
