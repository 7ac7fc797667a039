import { expect, jest, test } from '@jest/globals';

import { foreignTree, Sitting } from './sitting.ts';

const tree = foreignTree();

function open(): Sitting {
  // The last row but two is EXPERT.
  return new Sitting({ tree, config: 'CONFIG_EXPERT=y\n' }).press('end', 'up', 'up');
}

const isMarked = ({ lines }: Sitting): boolean => lines[0]!.startsWith(' .config *');

test('the title has a mark only while something is not saved', () => {
  const sitting = open();
  expect(isMarked(sitting)).toBe(false);
  expect(isMarked(sitting.press('n'))).toBe(true);
  sitting.send({ kind: 'written', file: { path: '.config', format: 'full' }, then: 'edit' });
  expect(isMarked(sitting)).toBe(false);
  expect(isMarked(sitting.press('y'))).toBe(true);
  expect(isMarked(sitting.press('u'))).toBe(false);
  expect(isMarked(sitting.press('u'))).toBe(true);
  expect(isMarked(sitting.press('ctrl-r'))).toBe(false);
});

test('a minimal configuration beside the file saves nothing of the file', () => {
  const sitting = open().press('n');
  sitting.send({ kind: 'written', file: { path: 'defconfig', format: 'minimal' }, then: 'keep' });
  expect(isMarked(sitting)).toBe(true);
});

test('the title has no mark after everything was taken back', () => {
  expect(isMarked(open().press('n', 'u'))).toBe(false);
  const sitting = new Sitting({ tree }).press('end', 'up', 'up', 'y');
  expect(isMarked(sitting)).toBe(true);
  expect(isMarked(sitting.press('r'))).toBe(false);
});

test('whether there is something to save is known without evaluating the tree again', () => {
  const sitting = open();
  const evaluated = jest.spyOn(sitting.model.session, 'configuration');
  expect(isMarked(sitting.press('n', 'up', 'y', 'z', 'down'))).toBe(true);
  expect(evaluated).toHaveBeenCalledTimes(0);
});
