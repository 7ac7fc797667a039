/*
 * The example in examples/node-service does what its README says.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { copyExample, readmeBlocks } from './example-folder.ts';

let cwd: string;
let server: ChildProcess;
let url = '';
beforeAll(async () => {
  cwd = copyExample('node-service', []);
  const [command = ''] = readmeBlocks('node-service', 'sh');
  const args = command.trim().split(' ').slice(1);
  server = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: server.stdout! });
  [url = ''] = (await once(lines, 'line')) as string[];
});
afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill();
  await ended;
  rmSync(cwd, { recursive: true });
});

async function answer(method: string, path: string, body?: string): Promise<readonly unknown[]> {
  const response = await fetch(`${url}${path}`, { method, ...(body !== undefined && { body }) });
  return [response.status, await response.text()];
}

test('the service stores, returns and frees texts', async () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await answer('GET', '')).toEqual([200, '0 bytes in use\n']);
  expect(await answer('PUT', 'a', 'hello there')).toEqual([204, '']);
  expect(await answer('PUT', 'b', 'x'.repeat(1000))).toEqual([204, '']);
  expect(await answer('GET', 'a')).toEqual([200, 'hello there']);
  expect(await answer('GET', '')).toEqual([200, expect.stringMatching(/^10\d\d bytes in use\n$/)]);
  expect(await answer('PUT', 'a', 'other')).toEqual([204, '']);
  expect(await answer('GET', 'a')).toEqual([200, 'other']);
  expect(await answer('GET', 'c')).toEqual([404, 'There is no such text\n']);
  for (const name of ['a', 'b']) expect(await answer('DELETE', name)).toEqual([204, '']);
  expect(await answer('DELETE', 'a')).toEqual([404, '']);
  expect(await answer('GET', '')).toEqual([200, '0 bytes in use\n']);
});

test('what does not fit is refused, and changes nothing', async () => {
  expect(await answer('PUT', 'a', 'kept')).toEqual([204, '']);
  expect(await answer('PUT', 'a', 'x'.repeat(0x1000000))).toEqual([507, 'The heap is full\n']);
  expect(await answer('GET', 'a')).toEqual([200, 'kept']);
});
