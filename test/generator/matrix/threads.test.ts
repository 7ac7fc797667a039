import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { startThread } from '../../../generator/matrix/work/threads.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mallocgen-thread-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Answers each question with the environment that the thread was given. */
const ECHO = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', ({ id }) => parentPort.postMessage({ id, value: workerData.env }));`;

test('a thread is given an environment that is not a plain object, as in Deno', async () => {
  const script = join(folder, 'echo.cjs');
  writeFileSync(script, ECHO);
  const thread = startThread(script, {
    kconfig: '',
    templates: '',
    parsedTemplates: '',
    allowShell: false,
    env: new Proxy({ ARCH: 'arm' }, {}),
    phases: undefined,
  });
  try {
    expect(await thread.plan([])).toEqual({ ARCH: 'arm' });
  } finally {
    await thread.end();
  }
});
