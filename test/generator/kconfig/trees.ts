import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  configure,
  loadKconfig,
  parseDefconfig,
  type Configuration,
  type ConfigureOptions,
  type KconfigTree,
  type LoadOptions,
} from '../../../generator/kconfig/index.ts';

/** Writes files into a new folder, hands it to `use` and removes it. */
export function withFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'kconfig-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loads a tree of several files; the root is `Root`, which no other test's folder holds. */
export function loadFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<LoadOptions> = {},
): KconfigTree {
  return withFolder(files, (folder) =>
    loadKconfig({ file: 'Root', srctree: folder, env: {}, ...options }),
  );
}

/** Loads one file. */
export function load(text: string, options: Partial<LoadOptions> = {}): KconfigTree {
  return loadFiles({ Root: text }, options);
}

/** Configures a tree of one file with the lines of a defconfig. */
export function configureText(
  kconfig: string,
  defconfig = '',
  options: ConfigureOptions = {},
): Configuration {
  return configure(load(kconfig), parseDefconfig(defconfig, 'x_defconfig'), options);
}

/** The error that `run` throws, as `code` and message. */
export function errorOf(run: () => unknown): { code: string; message: string } {
  try {
    run();
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return { code, message };
  }
  throw new Error('no error was thrown');
}
