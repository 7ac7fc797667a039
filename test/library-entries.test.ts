/*
 * The libraries of the package as programs import them: by the package's name, from dist/.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

interface Entry {
  readonly types: string;
  readonly default: string;
}

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, Entry | string>>;
};

/** What a program prints that is run in the package's folder, where its name means itself. */
function printed(program: string): string {
  const args = ['--input-type=module', '--eval', program];
  return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
}

test.each(Object.keys(exports).filter((entry) => entry !== './package.json'))(
  '%s has types, and can be imported',
  (entry) => {
    const { types } = exports[entry] as Entry;
    expect(readFileSync(join(ROOT, types), 'utf8')).toContain('export ');
    const name = `mallocgen${entry.slice(1)}`;
    expect(printed(`import * as all from '${name}'; console.log(Object.keys(all).length)`)).toMatch(
      /^[1-9]/,
    );
  },
);

test('mallocgen/trace reads and replays', () => {
  const program = `
    import { parseTrace, replay } from 'mallocgen/trace';
    const calls = [];
    const heap = { malloc: (n) => calls.push(n), free: (mem) => calls.push(-mem) };
    replay(parseTrace('m 1 10\\nm 2 20\\nf 2\\n'), heap);
    console.log(calls.join());`;
  expect(printed(program)).toBe('10,20,-2\n');
});
