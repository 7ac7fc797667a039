import { PassThrough } from 'node:stream';

import { expect, test } from '@jest/globals';

import type { HostProcess } from '../../../src/host-process.ts';
import type { Machine } from '../../../src/console/machine.ts';
import { runSession } from '../../../src/console/session.ts';

/** A machine with no heap: the commands of these tests need none. */
function fakeMachine(print: (line: string) => void): Machine {
  const machine = {
    print,
    isOn: true,
    heap: {},
    variant: { isSet: () => false },
    poweroff: () => {
      machine.isOn = false;
    },
  };
  return machine as unknown as Machine;
}

/** Types these keys in a console on a terminal, and gives what that shows. */
async function typed(...keys: readonly string[]): Promise<string> {
  let shown = '';
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  stdout.on('data', (text) => {
    shown += String(text);
  });
  const host = { stdin, stdout } as unknown as HostProcess;
  const session = runSession(
    host,
    fakeMachine((line) => stdout.write(`${line}\n`)),
  );
  for (const key of keys) {
    stdin.write(key);
    // A key that is typed while another is being read comes after it.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  await session;
  return shown;
}

test('Ctrl-C drops the line and gives a new prompt', async () => {
  const shown = await typed('nonsense', '\u0003', 'poweroff\r');
  expect(shown).toMatch(/=> .*nonsense.*<INTERRUPT>\n.*=> .*poweroff/s);
  expect(shown).not.toMatch(/Unknown command/);
});

test('Ctrl-C drops what is before and after the cursor, and on an empty line only prompts', async () => {
  const shown = await typed('\u0003', 'nonsense', '\u001b[D\u001b[D', '\u0003', 'poweroff\r');
  expect(shown.match(/<INTERRUPT>\n/g)).toHaveLength(2);
  expect(shown).not.toMatch(/Unknown command/);
});
