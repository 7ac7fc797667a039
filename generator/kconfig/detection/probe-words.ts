import type { FoundDialect } from './found-dialect.ts';

/** What only one dialect has, in the first file. The most particular come first. */
const WORDS: readonly (readonly [pattern: RegExp, name: string, what: string])[] = [
  [/^[ \t]*reset(?:[ \t]+if\b|[ \t]*$)/m, 'openwrt', "'reset'"],
  [/^[ \t]*menu[ \t].*\n(?:[ \t]*(?:depends|visible)[ \t].*\n)*[ \t]+help[ \t]*$/m, 'esp-idf', 'a menu with a help text'],
  [/^[ \t]+set[ \t]+(?:default[ \t]+)?\w+[ \t]*=/m, 'esp-idf', "'set'"],
  [/^[ \t]+float(?:[ \t]+["']|[ \t]*$)/m, 'esp-idf', "'float'"],
  [/^[ \t]+warning[ \t]+["']/m, 'esp-idf', "'warning'"],
  [/\$\(dt_\w+,/, 'kconfiglib', "functions named 'dt_…'"],
  [/^[ \t]*choice[ \t]+"/m, 'kconfiglib', 'a choice with a name in quotes'],
  [/^[ \t]*(?:[or]|or)?source[ \t]+"?\$\{/m, 'kconfiglib', "'${…}' in the path of a source"],
  [
    /^[ \t]+(?:bool|tristate|int|hex|string|prompt)[ \t]+"(?:[^"\\\n]|\\.)*\\\n/m,
    'kconfiglib',
    'a prompt over two lines',
  ],
  ...titles({
    'U-Boot': 'u-boot',
    Linux: 'linux',
    Busybox: 'busybox',
    BusyBox: 'busybox',
    Toybox: 'busybox',
    OpenWrt: 'openwrt',
    coreboot: 'coreboot',
    OpenADK: 'openadk',
    Unikraft: 'unikraft',
    Xvisor: 'xvisor',
    Zephyr: 'kconfiglib',
    'Espressif IoT Development Framework': 'esp-idf',
    // What builds these brings its program along.
    NuttX: 'kconfig-4.11',
    OpenSBI: 'kconfiglib',
    RIOT: 'kconfiglib',
    'TF-M': 'kconfiglib',
    // The releases of Linux whose programs these have in their trees.
    Barebox: 'linux-5.7',
    'AT91 Bootstrap': 'linux-2.6',
    Buildroot: 'linux-4.17',
    'crosstool-NG': 'linux-5.9',
    'Fiasco': 'linux-6.19',
    'Freetz': 'linux-7.2',
    Xen: 'linux-5.3',
  }),
  [/^[ \t]*(?:o?r|gr)source[ \t]/m, 'kconfiglib', "a 'source' beside the file"],
  [/^[ \t]*[og]source[ \t]/m, 'kconfiglib', "a 'source' of a file that may be missing"],
  [
    /^config[ \t].*\n(?:(?![ \t]+(?:---)?help)[ \t]+.*\n)*[ \t]+(?:modules|transitional)[ \t]*$/m,
    'linux',
    "'modules' or 'transitional' as a clause",
  ],
  [/^[ \t]*option[ \t]+env[ \t]*=/m, 'kconfig-4.11', "'option env'"],
  [/^[ \t]*boolean(?=\s)/m, 'kconfig-4.11', "'boolean'"],
];

/** Titles of main menus that begin with the name of a project. */
function titles(dialects: Readonly<Record<string, string>>) {
  return Object.entries(dialects).map(
    ([project, name]) =>
      [
        new RegExp(`^mainmenu[ \\t]+"${project}\\b`, 'm'),
        name,
        `the title of ${project}`,
      ] as const,
  );
}

/** What the words of the first file say. */
export function probeWords(text: string): FoundDialect | undefined {
  const found = WORDS.find(([pattern]) => pattern.test(text));
  return found && { name: found[1], reason: `its first file has ${found[2]}` };
}
