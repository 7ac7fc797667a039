import { resolve } from 'node:path';

import {
  assignValues,
  configure,
  mergeDefconfigs,
  nodeFiles,
  readDefconfig,
  type AssignedValue,
  type Configuration,
  type Defconfig,
  type Diagnostic,
  type KconfigFiles,
} from './kconfig/index.ts';
import { readTree, srctreeOf, type TreeRequest } from './read-tree.ts';
import { REFUSED_WARNINGS } from './refused-warnings.ts';

/** One configuration to read. Paths are absolute or relative to the current folder. */
export interface ConfigurationRequest extends TreeRequest {
  readonly defconfig: string;
  /** What the defconfig says, instead of what is on the disk. */
  readonly text?: string;
  /** Files whose lines replace those of the defconfig for the same symbols, the later ones last. */
  readonly fragments?: readonly string[];
  /** Values that replace those of all files, by symbols without `CONFIG_`. */
  readonly extraConfig?: Readonly<Record<string, AssignedValue>>;
  /** Refuse a configuration that has warnings. */
  readonly strict?: boolean;
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
  const { extraConfig, fragments = [] } = request;
  const srctree = srctreeOf(request);
  const files = filesOf(request);
  const tree = readTree(request, files);
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

/** The disk, with somebody who watches what is read. */
export function watchedFiles(onFile: ConfigurationRequest['onFile']): KconfigFiles {
  return {
    ...nodeFiles,
    read(path) {
      onFile?.(resolve(path));
      return nodeFiles.read(path);
    },
  };
}

/** The same with the given text of the defconfig. */
function filesOf({ defconfig, text, onFile }: ConfigurationRequest): KconfigFiles {
  const disk = watchedFiles(onFile);
  const isGiven = (path: string): boolean =>
    text !== undefined && resolve(path) === resolve(defconfig);
  return {
    ...disk,
    exists: (path) => isGiven(path) || disk.exists(path),
    read(path) {
      if (!isGiven(path)) return disk.read(path);
      onFile?.(resolve(path));
      return text;
    },
  };
}

/** A Kconfig tree may also pass on information, by `$(info,…)`. */
function isWarning({ severity }: Diagnostic): boolean {
  return severity === 'warning';
}
