/** Where projects keep the sources of the program that reads their tree, from the folder of its first file. */
export const PLACES: readonly (readonly [folder: string, name: string | undefined])[] = [
  ['scripts/kconfig', undefined],
  ['support/kconfig', undefined],
  ['tools/kconfig', undefined],
  ['kconfig', undefined],
  ['../kconfig', undefined],
  ['../scripts/kconfig', undefined],
  ['../../scripts/kconfig', undefined],
  ['../config', undefined],
  ['util/kconfig', 'coreboot'],
  ['../util/kconfig', 'coreboot'],
  ['scripts/config', 'openwrt'],
  ['adk/config', 'openadk'],
  ['tools/openconf', 'xvisor'],
];
