import { commandsOf, runCommand } from './commands.ts';
import type { Machine } from './machine.ts';
import { splitLine } from './split-line.ts';

/**
 * Runs the commands of a line, one after the other until the power is off.
 * @returns whether the last one succeeded
 */
export function runLine(line: string, machine: Machine): boolean {
  let isGood = true;
  for (const words of splitLine(line)) {
    if (!machine.isOn) break;
    isGood = runCommand(words, machine);
  }
  return isGood;
}

/** What the last word of a line can become: candidates, and the part of the line that they replace. */
export function completeLine(line: string, machine: Machine): readonly [readonly string[], string] {
  const text = line.slice(line.lastIndexOf(';') + 1).trimStart();
  const [name = '', ...words] = text.split(/\s+/);
  const last = words.at(-1) ?? name;
  const commands = commandsOf(machine);
  const candidates =
    words.length === 0
      ? commands.map((command) => command.name)
      : (commands.find((command) => command.name === name)?.complete?.(words, machine) ?? []);
  return [candidates.filter((word) => word.startsWith(last)).map((word) => `${word} `), last];
}
