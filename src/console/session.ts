import { createInterface } from 'node:readline';

import type { HostProcess } from '../cli/host-process.ts';
import type { Machine } from './machine.ts';
import { completeLine, runLine } from './run-line.ts';

export const PROMPT = '=> ';

/**
 * Reads commands until the power is off or there are no more. On a terminal lines can be edited,
 * called back and completed; elsewhere they are shown behind the prompt, as a terminal would.
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
