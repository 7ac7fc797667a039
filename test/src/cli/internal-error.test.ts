import { PassThrough } from 'node:stream';

import { expect, test } from '@jest/globals';

import { run } from '../../../src/cli/run.ts';

test('a fault of the program itself exits 70, says so and how to report it', async () => {
  const stderr = new PassThrough();
  const code = await run({
    argv: ['node', 'mallocgen', '--defconfig', 'x_defconfig'],
    env: {},
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr,
    cwd: () => {
      throw new TypeError('the sky fell');
    },
  });
  expect(code).toBe(70);
  expect(String(stderr.read())).toMatch(
    /^mallocgen failed because of a fault of its own\. Please report it.*\n.*TypeError: the sky fell\n +at /,
  );
});
