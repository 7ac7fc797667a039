import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { openSession, parseDefconfig } from '../../../generator/kconfig/index.ts';
import { columnsOf } from '../../../src/menuconfig/text/columns.ts';
import { view } from '../../../src/menuconfig/view/view.ts';
import { randomIntegers, runs, seeded } from '../../support/seed.ts';
import {
  brokenConfig,
  FOREIGN,
  foreignTree,
  ownTree,
  Sitting,
  type SittingOptions,
} from './sitting.ts';

/** Keys in all walks together; `MALLOCGEN_RUNS` multiplies it. */
const KEYS = runs(100_000).numRuns;
/** Keys of one walk, after which what it made is saved and read again. */
const WALK = 5000;
/** A view takes longer than an update, so that one is made after this number of keys. */
const KEYS_PER_VIEW = 19;

/** What is pressed, moves most. Letters that are typed into fields come from here too. */
const CHOICES = (
  'down down down up pagedown pageup home end enter enter enter space space y m n right left esc ' +
  '/ ? h w z f c v s d o r u u ctrl-r q f1 k b p e 1 2 9 0 a backspace delete ctrl-u ctrl-w tab 漢 " \\ -'
)
  .split(' ')
  .map((key) => (key === 'space' ? ' ' : key));

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 200, rows: 60 },
  { columns: 1, rows: 1 },
  { columns: 17, rows: 3 },
];

const conf = process.env['CONF'];

/** The C program, if `$CONF` names it, changes nothing of what was saved. */
function expectConfAgrees(text: string): void {
  if (conf === undefined || !existsSync(conf)) return;
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-walk-'));
  try {
    writeFileSync(join(folder, '.config'), text);
    const env = { ...process.env, KCONFIG_CONFIG: join(folder, '.config'), srctree: FOREIGN };
    execFileSync(conf, ['--olddefconfig', 'Kconfig'], { cwd: FOREIGN, env, stdio: 'ignore' });
    expect(readFileSync(join(folder, '.config'), 'utf8')).toBe(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const foreign = foreignTree();

describe('a random walk', () => {
  test.each<[string, SittingOptions]>([
    ['our tree', { tree: ownTree() }],
    ['a foreign tree', { tree: foreign }],
    ['a broken configuration', { tree: foreign, config: brokenConfig(), file: 'broken.config' }],
  ])(seeded('over %s keeps what must hold'), (_, options) => {
    const random = randomIntegers(options.tree.symbols.length);
    const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
    for (let left = KEYS / 3; left > 0; left -= WALK) {
      const sitting = new Sitting(options);
      for (let count = 0; count < WALK; count += 1) {
        if (random(500) === 0) sitting.send({ kind: 'resize', size: pick(SIZES) });
        sitting.press(pick(CHOICES));
        if (count % KEYS_PER_VIEW === 0) {
          const { columns, rows } = sitting.model.size;
          const { lines, cursor } = view(sitting.model);
          const widest = Math.max(
            ...lines.map((spans) => columnsOf(spans.map(({ text }) => text).join(''))),
          );
          if (
            lines.length !== rows ||
            widest > columns ||
            cursor.row >= rows ||
            cursor.column >= columns
          ) {
            throw new Error(`${lines.length} lines, ${widest} columns on ${columns} x ${rows}`);
          }
        }
      }
      const { session } = sitting.model;
      const text = session.save();
      const again = openSession(session.tree, parseDefconfig(text, '.config'));
      expect(again.save()).toBe(text);
      expect(
        openSession(session.tree, parseDefconfig(session.saveMinimal(), 'minimal')).save(),
      ).toBe(text);
      if (options.tree === foreign) expectConfAgrees(text);
      while (session.canUndo) session.undo();
      expect(session.save()).toBe(new Sitting(options).model.session.save());
    }
  });
});
