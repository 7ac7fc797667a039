import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import type { Command } from '../../../src/cli/command.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const FOLDER = 'src/cli/commands';
const files = readdirSync(join(PACKAGE_ROOT, FOLDER));

/** What a command file exports, by the name that it should have. */
async function exported(file: string): Promise<Command | undefined> {
  const module = await import(join(PACKAGE_ROOT, FOLDER, file));
  return module[`${basename(file, '.ts')}Command`];
}

describe.each(files)('src/cli/commands/%s', (file) => {
  const name = basename(file, '.ts');

  test('is a command that the program has', async () => {
    const command = await exported(file);
    const missing =
      command === undefined
        ? `${FOLDER}/${file} exports no ${name}Command`
        : COMMANDS.includes(command)
          ? ''
          : `${name}Command is not in COMMANDS: list it in src/cli/commands.ts`;
    expect(missing).toBe('');
  });

  test('has a summary, a usage line and an example', async () => {
    const { name: form = '', summary, usage = '', examples = [] } = (await exported(file)) ?? {};
    if (form !== '$0') {
      expect(form.split(' ')[0]).toBe(name);
      expect(summary).toMatch(/^[a-z].*[^.]$/);
    }
    expect(usage.startsWith(`Usage: ${form === '$0' ? '$0' : `$0 ${name}`} `)).toBe(true);
    expect(examples.length).toBeGreaterThan(0);
    for (const [line] of examples) expect(line).toMatch(/(^|=\S+ )\$0 /);
  });

  test('loads what does the work only when it runs', () => {
    const text = readFileSync(join(PACKAGE_ROOT, FOLDER, file), 'utf8');
    const imported = [...text.matchAll(/^import (?!type ).*? from '([^']+)';$/gms)];
    const heavy = imported.map(([, path = '']) => path).filter((path) => /\/run-/.test(path));
    expect(heavy).toEqual([]);
    expect(text).toMatch(/await import\('\.\.\/[\w-]+\/run-[\w-]+\.ts'\)/);
  });
});

test('every command is in a file of its own', () => {
  expect(COMMANDS).toHaveLength(files.length);
});
