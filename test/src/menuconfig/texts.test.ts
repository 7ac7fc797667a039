import { describe, expect, test } from '@jest/globals';

import { wrappedText } from '../../../src/menuconfig/text/wrapped-text.ts';
import { ownTree, Sitting } from './sitting.ts';

const ROWS = 24;

/** A screen with a text of 100 numbered lines. */
function reading(): Sitting {
  const sitting = new Sitting({ tree: ownTree(), size: { columns: 80, rows: ROWS } });
  const text = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  const { model } = sitting;
  sitting.model = { ...model, dialogs: [{ kind: 'text', title: 'Lines', text, top: 0 }] };
  return sitting;
}

function firstLine(sitting: Sitting): string | undefined {
  return sitting.lines.find((each) => each.startsWith('line '));
}

describe('a text that is read', () => {
  test.each([
    [['down'], 1],
    [['j', 'j', 'k'], 1],
    [['J', 'down', 'up'], 1],
    [['pagedown'], 20],
    [[' ', 'd'], 40],
    [['D', ' ', 'b'], 20],
    [['d', 'u', 'u'], 0],
    [['end'], 80],
    [['end', 'j', 'pageup'], 60],
    [['end', 'home'], 0],
  ] as const)('is scrolled by %j to line %d', (keys, line) => {
    expect(firstLine(reading().press(...keys))).toBe(`line ${line}`);
  });

  test.each(['esc', 'q', 'Q', 'x', 'E', 'enter', 'left', '?'])('is left with %s', (key) => {
    expect(reading().press(key).model.dialogs).toEqual([]);
  });

  test('stays with other keys', () => {
    const sitting = reading().press('j', 'g', 'n', 'insert');
    expect(firstLine(sitting)).toBe('line 1');
  });
});

test('the lines of a text are made once for each width, without blank ones at its end', () => {
  const text = 'one two three\n'.repeat(3);
  const lines = wrappedText(text, 8);
  expect(lines).toEqual(['one two', 'three', 'one two', 'three', 'one two', 'three']);
  expect(wrappedText(text, 8)).toBe(lines);
  expect(wrappedText(text, 80)).toEqual(['one two three', 'one two three', 'one two three']);
});
