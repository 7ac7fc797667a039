import {
  configure,
  type Configuration,
  type Defconfig,
  type KconfigTree,
} from '../../../generator/kconfig/index.ts';
import { REFUSED_WARNINGS } from '../../../generator/refused-warnings.ts';
import type { CommandHost } from '../command-host.ts';
import { compressorNotes } from '../compressor-notes.ts';
import { judge } from '../findings/judge.ts';
import { printFindings } from '../findings/print-findings.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import { type TreeArguments } from '../inputs/tree-location.ts';
import { locateCurrentConfig, readConfigFile, readDotConfig } from '../kconfig/config-files.ts';
import { loadTree } from '../kconfig/load-tree.ts';
import { UsageError } from '../usage-error.ts';

/** What names a tree and one configuration on a command line. */
export interface OneConfigurationArguments extends TreeArguments {
  readonly defconfig?: string | undefined;
  readonly config?: string | undefined;
  readonly configs?: string | undefined;
}

/** A tree, one configuration of it, and its values. */
export interface OneConfiguration {
  readonly tree: KconfigTree;
  /** Undefined if there is no file: every symbol has its default. */
  readonly path: string | undefined;
  readonly defconfig: Defconfig;
  readonly configuration: Configuration;
}

/** What messages call a configuration that no file describes. */
const NO_FILE = 'the defaults';

/**
 * Reads the configuration of `--defconfig`, of `--config` or the current `.config`, and says on standard
 * error what was taken and what is doubtful about it. Throws a `MallocgenError` for what cannot be used.
 * @param usesDotConfig whether the current `.config` counts where no option names a file
 */
export function readConfiguration(
  args: OneConfigurationArguments,
  usesDotConfig: boolean,
  host: CommandHost,
): OneConfiguration {
  const location = locateAllocatorTree(args, host, { read: loadTree });
  const folders = configurationFolders(args, location, host);
  if (args.defconfig !== undefined && args.config !== undefined) {
    throw new UsageError('--defconfig and --config both name a configuration: give one of them.');
  }
  const named =
    args.defconfig === undefined ? undefined : locateConfiguration(args.defconfig, folders);
  const current =
    named === undefined && (usesDotConfig || args.config !== undefined)
      ? locateCurrentConfig(args.config, host)
      : undefined;
  const path = named?.path ?? current;
  const notes = named === undefined ? [] : notesOn(args.defconfig ?? '', named.others);
  const configurations = path === undefined ? [] : [path];
  announce({ tree: location, configurations, notes: [...notes, ...compressorNotes()] }, host);
  const tree = loadTree(location);
  const loaded = { tree, location, folders };
  const defconfig =
    path === undefined
      ? { file: NO_FILE, assignments: [], diagnostics: [] }
      : named === undefined
        ? readDotConfig(path, loaded)
        : readConfigFile(path, loaded);
  const configuration = configure(tree, defconfig, { deny: REFUSED_WARNINGS });
  const judging = { strict: false, deny: undefined };
  printFindings(judge([], configuration.diagnostics, judging), host);
  return { tree, path, defconfig, configuration };
}
