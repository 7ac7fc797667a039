/** Where projects keep the program that reads their tree. */
export const PROGRAM_FOLDERS = [
  'scripts/kconfig',
  'support/kconfig',
  'util/kconfig',
  'tools/kconfig',
  'scripts/config',
  'kconfig',
  'extra/config',
];
