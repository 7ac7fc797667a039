/**
 * What `mallocgen kconfig` can make, under the names of the kernel's and U-Boot's make targets, and
 * what each is.
 */
export const TARGET_LIST = {
  defconfig: '.config from --defconfig, all else at its default',
  olddefconfig: '.config brought up to date, new symbols at their defaults',
  oldconfig: '.config brought up to date, asking about new symbols',
  oldaskconfig: '.config brought up to date, asking about every symbol',
  syncconfig: 'what oldconfig and genconfig make, for builds',
  alldefconfig: '.config with every symbol at its default',
  allnoconfig: '.config with every symbol n where it can be',
  allyesconfig: '.config with every symbol y where it can be',
  allmodconfig: '.config with every symbol m where it can be',
  yes2modconfig: '.config with every y of a tristate as m',
  mod2yesconfig: '.config with every m as y',
  mod2noconfig: '.config with every m as n',
  randconfig: '.config at random; the same --seed gives the same here, not what it gives C conf',
  savedefconfig: './defconfig, the smallest file that gives the .config',
  listnewconfig: 'a list of the symbols that .config has no value for',
  helpnewconfig: 'their help texts',
  genconfig: 'include/config/auto.conf and include/generated/autoconf.h of the .config',
  merge: '.config from configuration files in order, and what became of their lines',
} as const;

export type TargetName = keyof typeof TARGET_LIST;

/** Other names of targets: those of make, and old ones. */
export const TARGET_ALIASES: Readonly<Record<string, TargetName>> = {
  config: 'oldaskconfig',
  oldnoconfig: 'olddefconfig',
  silentoldconfig: 'syncconfig',
};
