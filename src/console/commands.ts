import { lackText, type ConsoleCommand } from './command.ts';
import { printenvCommand, setenvCommand } from './commands/environment.ts';
import { mallocCommand } from './commands/malloc.ts';
import { poweroffCommand, resetCommand } from './commands/power.ts';
import { utCommand } from './commands/ut.ts';
import type { Machine } from './machine.ts';

const helpCommand: ConsoleCommand = {
  name: 'help',
  summary: 'list the commands, or explain some of them',
  usage: () => ['help - list all commands', 'help name ... - explain these commands'],
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
        printLack(name, machine);
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
  return COMMANDS.filter((command) => lackOf(command, machine).length === 0);
}

/** The commands that the configuration lacks, and why: a line for each. */
export function lackingCommands(machine: Machine): readonly string[] {
  return COMMANDS.flatMap((command) => {
    const symbols = lackOf(command, machine);
    return symbols.length === 0 ? [] : [lackText(command.name, symbols)];
  });
}

function lackOf(command: ConsoleCommand, machine: Machine): readonly string[] {
  return command.lacks?.(machine) ?? [];
}

/** Says which symbols a known command needs. */
function printLack(name: string, machine: Machine): void {
  const symbols = COMMANDS.filter((command) => command.name === name).flatMap((command) =>
    lackOf(command, machine),
  );
  if (symbols.length > 0) machine.print(lackText(name, symbols));
}

function printUsage({ name, summary, usage }: ConsoleCommand, machine: Machine): void {
  machine.print(`${name} - ${summary}`);
  machine.print('');
  machine.print('Usage:');
  for (const line of usage(machine)) machine.print(line);
}

/** @returns whether the command succeeded */
export function runCommand([name = '', ...words]: readonly string[], machine: Machine): boolean {
  const command = commandsOf(machine).find((other) => other.name === name);
  if (command === undefined) {
    machine.print(`Unknown command '${name}' - try 'help'`);
    printLack(name, machine);
    return false;
  }
  const result = command.run(words, machine);
  if (result !== 'usage') return result;
  printUsage(command, machine);
  return false;
}
