import { createInterface } from 'node:readline';

import type { HostProcess } from '../host-process.ts';
import type { Machine } from './machine.ts';
import { completeLine, runLine } from './run-line.ts';

export const PROMPT = '=> ';

/**
 * Reads commands until the power is off or the input ends. On a terminal, lines can be edited, recalled
 * and completed, and Ctrl-C drops the line; elsewhere lines are shown after the prompt, as on a terminal.
 * @returns whether the last command succeeded
 */
export async function runSession(host: HostProcess, machine: Machine): Promise<boolean> {
  const isTerminal = host.stdin.isTTY === true && host.stdout.isTTY === true;
  const lines = createInterface({
    input: host.stdin as NodeJS.ReadStream,
    ...(isTerminal && { output: host.stdout as NodeJS.WriteStream }),
    terminal: isTerminal,
    prompt: PROMPT,
    completer: (line: string) => completeLine(line, machine) as [string[], string],
  });
  let isGood = true;
  const prompt = () => {
    if (isTerminal) lines.prompt();
    else host.stdout.write(PROMPT);
  };
  // Without a listener, Ctrl-C would end the console and its heap.
  lines.on('SIGINT', () => {
    lines.write(null, { ctrl: true, name: 'e' });
    host.stdout.write('<INTERRUPT>\n');
    // Deletes the line up to the cursor, and shows the prompt again.
    lines.write(null, { ctrl: true, name: 'u' });
  });
  prompt();
  for await (const line of lines) {
    if (!isTerminal) host.stdout.write(`${line}\n`);
    isGood = runLine(line, machine);
    if (!machine.isOn) break;
    prompt();
  }
  lines.close();
  if (machine.isOn) host.stdout.write('\n');
  return isGood;
}
