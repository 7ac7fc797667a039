import { dirname, resolve } from 'node:path';

import {
  assignValues,
  configure,
  loadKconfig,
  mergeDefconfigs,
  nodeFiles,
  readDefconfig,
  type AssignedValue,
  type Configuration,
  type Defconfig,
  type Diagnostic,
  type KconfigFiles,
} from './kconfig/index.ts';
import { REFUSED_WARNINGS } from './refused-warnings.ts';

/** One configuration to read. Paths are absolute or relative to the current folder. */
export interface ConfigurationRequest {
  /** The first file of the Kconfig tree. */
  readonly kconfig: string;
  /** Where files that it sources are looked for first; without it, the process's own folder. */
  readonly cwd?: string;
  /** Where they are looked for next; without it, the folder of `kconfig`. */
  readonly srctree?: string;
  readonly defconfig: string;
  /** What the defconfig says, instead of what is on the disk. */
  readonly text?: string;
  /** Files whose lines replace those of the defconfig for the same symbols, the later ones last. */
  readonly fragments?: readonly string[];
  /** Values that replace those of all files, by symbols without `CONFIG_`. */
  readonly extraConfig?: Readonly<Record<string, AssignedValue>>;
  /** Refuse a configuration that has warnings. */
  readonly strict?: boolean;
  /** Let the Kconfig tree run shell commands. */
  readonly allowShell?: boolean;
  /** Whose Kconfig the tree is read as; what the tree tells if not given. */
  readonly dialect?: string;
  /** What calls of the build system's functions in the tree give, by name. */
  readonly functions?: Readonly<Record<string, string>>;
  /** What `$(NAME)` in the Kconfig tree reads. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with the absolute path of each file before it is read, so also of one that is at fault. */
  readonly onFile?: (path: string) => void;
}

/** A configuration, what its author should know, and what it was read from. */
export interface ConfigurationReading {
  readonly configuration: Configuration;
  /** All lines together: those of the files, and the values of `extraConfig`. */
  readonly defconfig: Defconfig;
  readonly warnings: readonly Diagnostic[];
  /** The folder below which the tree's files were looked for. */
  readonly srctree: string;
}

/** In positions, the file that the values of `extraConfig` are in. */
const EXTRA_CONFIG = '<extraConfig>';

/**
 * Reads the tree and the files of a configuration, and computes the value of each symbol.
 * @throws {MallocgenError} when an input is at fault
 */
export function readConfiguration(request: ConfigurationRequest): ConfigurationReading {
  const { cwd, extraConfig, fragments = [] } = request;
  const srctree = request.srctree ?? dirname(request.kconfig);
  const files = filesOf(request);
  const tree = loadKconfig({
    file: request.kconfig,
    srctree,
    files,
    ...(cwd !== undefined && { cwd }),
    env: request.env ?? {},
    allowShell: request.allowShell ?? false,
    ...(request.dialect !== undefined && { dialect: request.dialect }),
    ...(request.functions && { functions: request.functions }),
  });
  const read = [request.defconfig, ...fragments].map((path) =>
    readDefconfig(path, { roots: [srctree], files }),
  );
  const [only] = read;
  const merged = read.length === 1 && only !== undefined ? only : mergeDefconfigs(read).defconfig;
  const defconfig =
    extraConfig === undefined
      ? merged
      : {
          ...assignValues(tree, extraConfig, { base: merged, name: EXTRA_CONFIG }),
          file: merged.file,
        };
  const configuration = configure(tree, defconfig, {
    deny: request.strict ? 'all' : REFUSED_WARNINGS,
  });
  const warnings = [...tree.diagnostics.filter(isWarning), ...configuration.diagnostics];
  return { configuration, defconfig, warnings, srctree };
}

/** The disk, with the given text of the defconfig, and with somebody who watches what is read. */
function filesOf({ defconfig, text, onFile }: ConfigurationRequest): KconfigFiles {
  const isGiven = (path: string): boolean =>
    text !== undefined && resolve(path) === resolve(defconfig);
  return {
    ...nodeFiles,
    exists: (path) => isGiven(path) || nodeFiles.exists(path),
    read(path) {
      onFile?.(resolve(path));
      return isGiven(path) ? text : nodeFiles.read(path);
    },
  };
}

/** A Kconfig tree may also pass on information, by `$(info,…)`. */
function isWarning({ severity }: Diagnostic): boolean {
  return severity === 'warning';
}
