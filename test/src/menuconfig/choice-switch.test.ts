import { expect, test } from '@jest/globals';

import { loadKconfig } from '../../../generator/kconfig/index.ts';
import { Sitting } from './sitting.ts';

/** A choice that may be off, with a default, and one that may be m. */
const TREE = `mainmenu "Switches"
config MODULES
	bool "modules"
	option modules
	default y
choice
	prompt "may be off"
	optional
	default SECOND
config FIRST
	bool "first"
config SECOND
	bool "second"
endchoice
choice
	prompt "may be m"
config THIRD
	tristate "third"
config FOURTH
	tristate "fourth"
endchoice
choice
	prompt "has one"
config FIFTH
	bool "fifth"
config SIXTH
	bool "sixth"
endchoice
`;

const files = { read: () => TREE, exists: () => true, list: () => [] };
const tree = loadKconfig({ file: 'Kconfig', files, env: {} });

function row(sitting: Sitting, prompt: string): string {
  return sitting.lines.find((line) => line.includes(prompt))!.trimEnd();
}

test('choices have the marks of mconf, and are not called new', () => {
  const sitting = new Sitting({ tree });
  expect(row(sitting, 'may be off')).toBe('[ ] may be off  ----');
  expect(row(sitting, 'may be m')).toBe('<M> may be m  --->');
  expect(row(sitting, 'has one')).toBe('    has one (fifth)  --->');
});

test.each([' ', 'y'])('%j switches a choice on that may be off, to its default', (key) => {
  const sitting = new Sitting({ tree }).press('home', 'down', key);
  expect(row(sitting, 'may be off')).toBe('[*] may be off (second)  --->');
  expect(sitting.model.session.get('SECOND')?.value).toBe('y');
});

test.each([' ', 'n'])('%j switches it off again', (key) => {
  const sitting = new Sitting({ tree }).press('home', 'down', 'y', key);
  expect(row(sitting, 'may be off')).toBe('[ ] may be off  ----');
  expect(sitting.model.session.get('SECOND')?.value).toBe('n');
});

test('Space goes through the values of a choice that may be m', () => {
  const sitting = new Sitting({ tree }).press('home', 'down', 'down', ' ');
  expect(row(sitting, 'may be m')).toBe('<*> may be m (third)  --->');
  expect(row(sitting.press(' '), 'may be m')).toBe('<M> may be m  --->');
  expect(row(sitting.press(' '), 'may be m')).toBe('<*> may be m (third)  --->');
});
