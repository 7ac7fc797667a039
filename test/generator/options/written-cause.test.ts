import { expect, test } from '@jest/globals';
import { writtenCause } from '../../../generator/options/written-cause.ts';
import { configurationOf } from './configuration.ts';

const KCONFIG = `
config ARCH
	bool "arch"
	select SELECTED
	imply IMPLIED
config SELECTED
	bool "selected"
config IMPLIED
	bool "implied"
config BY_DEFAULT
	bool "by default"
	default y if SELECTED && !OTHER
config CHAIN
	bool "chain"
	default y if BY_DEFAULT
config OTHER
	bool "other"
config ALWAYS
	bool "always"
	default y
config RING_A
	bool "ring"
	default y if RING_B || ALWAYS
config RING_B
	bool "ring"
	default y
config LENGTH
	hex "length"
	default 0x1000
config SAME_LENGTH
	hex "same"
	default LENGTH
`;

const causeOf = (name: string, defconfig: string) => {
  const configuration = configurationOf(KCONFIG, defconfig);
  const symbol = configuration.get(name);
  return symbol && writtenCause(configuration, symbol)?.name;
};

test.each([
  ['ARCH', 'CONFIG_ARCH=y\n', 'ARCH'],
  ['SELECTED', 'CONFIG_ARCH=y\n', 'ARCH'],
  ['IMPLIED', 'CONFIG_ARCH=y\n', 'ARCH'],
  ['BY_DEFAULT', 'CONFIG_ARCH=y\n', 'ARCH'],
  ['CHAIN', 'CONFIG_ARCH=y\n', 'ARCH'],
  ['CHAIN', 'CONFIG_SELECTED=y\n', 'SELECTED'],
  ['SAME_LENGTH', 'CONFIG_LENGTH=0x2000\n', 'LENGTH'],
  ['SAME_LENGTH', '', undefined],
  ['ALWAYS', 'CONFIG_ARCH=y\n', undefined],
  ['RING_A', 'CONFIG_ARCH=y\n', undefined],
  ['OTHER', 'CONFIG_ARCH=y\n', undefined],
])('%s under %j depends on %s', (name, defconfig, cause) => {
  expect(causeOf(name, defconfig)).toBe(cause);
});
