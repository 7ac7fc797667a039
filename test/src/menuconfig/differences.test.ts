import { expect, test } from '@jest/globals';

import { FrameWriter } from '../../../src/menuconfig/terminal/frame-writer.ts';
import { view } from '../../../src/menuconfig/view/view.ts';
import { randomIntegers, seeded } from '../../support/seed.ts';
import { foreignTree, Sitting } from './sitting.ts';
import { VirtualTerminal } from './virtual-terminal.ts';

const KEYS = [
  'up',
  'down',
  'enter',
  'esc',
  ' ',
  'y',
  'n',
  'm',
  'z',
  'f',
  'c',
  '/',
  'w',
  '?',
  'u',
  '漢',
  'q',
  'v',
];

test(seeded('the differences make the same screen as a whole frame'), async () => {
  const sitting = new Sitting({
    tree: foreignTree(),
    config: 'CONFIG_EXPERT=y\nCONFIG_WIFI=m',
    size: { columns: 44, rows: 16 },
  });
  const random = randomIntegers();
  const terminal = new VirtualTerminal(sitting.model.size);
  const writer = new FrameWriter(true);
  terminal.output.write('\u001b[?7l');
  let sent = 0;
  let whole = 0;
  for (let count = 0; count < 60; count += 1) {
    sitting.press(KEYS[random(KEYS.length)]!);
    const difference = writer.sequencesFor(view(sitting.model));
    sent += difference.length;
    whole += new FrameWriter(true).sequencesFor(view(sitting.model)).length;
    terminal.output.write(difference);
    const fresh = await sitting.terminal();
    expect(await terminal.cells()).toEqual(await fresh.cells());
  }
  expect(sent).toBeLessThan(whole / 2);
});

test('the same frame again sends nothing', () => {
  const sitting = new Sitting({ tree: foreignTree() });
  const writer = new FrameWriter(true);
  expect(writer.sequencesFor(view(sitting.model))).not.toBe('');
  expect(writer.sequencesFor(view(sitting.model))).toBe('');
  sitting.press('down');
  // Two rows of the list, the number of the row, and the status.
  const sent = writer.sequencesFor(view(sitting.model));
  expect(sent.split(';1H')).toHaveLength(6);
  // A terminal whose cursor is still on the last column would erase what was just written there.
  expect(sent).not.toContain('\u001b[0m\u001b[K');
});

test('without colours, styles are those of every terminal', () => {
  const sitting = new Sitting({ tree: foreignTree() });
  const sequences = new FrameWriter(false).sequencesFor(view(sitting.model));
  const parameters = new Set(sequences.match(/(?<=\[)[\d;]*(?=m)/g));
  expect([...parameters].filter((each) => !['0', '0;1', '0;2', '0;7'].includes(each))).toEqual([]);
});
