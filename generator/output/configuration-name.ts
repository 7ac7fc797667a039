import { basename } from 'node:path';

/** The two ways to name a file that holds a configuration: U-Boot's, and a file extension. */
const SUFFIXES = ['_defconfig', '.defconfig'] as const;

/** Whether a file is a configuration by its name: `NAME_defconfig` or `NAME.defconfig`. */
export function isConfigurationName(file: string): boolean {
  return !['', basename(file)].includes(configurationName(file));
}

/** NAME of `NAME_defconfig` and `NAME.defconfig`, without folders; other names stay as they are. */
export function configurationName(file: string): string {
  const name = basename(file);
  const suffix = SUFFIXES.find((each) => name.endsWith(each)) ?? '';
  return name.slice(0, name.length - suffix.length);
}
