import { join, resolve } from 'node:path';

import { lackingCommands } from '../../console/commands.ts';
import { ConsoleError } from '../../console/console-error.ts';
import { Machine } from '../../console/machine.ts';
import { runLine } from '../../console/run-line.ts';
import { runSession } from '../../console/session.ts';
import { openVariant } from '../../console/variant.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { printFindings } from '../findings/print-findings.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders, OWN_CONFIGS } from '../inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../inputs/locate-configuration.ts';
import {
  ownTree,
  treeRequest,
  type TreeArguments,
  type TreeLocation,
} from '../inputs/tree-location.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { refusePackage } from '../refuse-package.ts';

/** The command line of `mallocgen sandbox`. */
export interface SandboxArguments extends TreeArguments {
  readonly c?: string | undefined;
  readonly defconfig?: string | undefined;
  readonly malloc_dump?: string | undefined;
  readonly configs?: string | undefined;
}

/** A configuration with all that the console can show. */
const DEFAULT = 'mcheck64_defconfig';

/** Runs the command. Throws a `MallocgenError` when the input is bad or a dump cannot be written. */
export async function runSandbox(args: SandboxArguments, host: CommandHost): Promise<number> {
  const { tree, defconfig, notes } = locate(args, host);
  const mallocDump = args.malloc_dump && resolve(host.cwd(), args.malloc_dump);
  if (mallocDump !== undefined) {
    refusePackage(mallocDump, host.cwd(), 'Name a file of your own with --malloc_dump.');
  }
  announce({ tree, configurations: [defconfig], notes }, host);
  const variant = await openVariant({
    ...treeRequest(tree),
    defconfig,
    templates: join(PACKAGE_ROOT, 'templates'),
    parsedTemplates: PARSED_TEMPLATES,
  });
  printFindings(
    variant.warnings.map((warning) => ({ ...warning, severity: 'warning' })),
    host,
  );
  if (mallocDump !== undefined && !variant.options.enabled['MALLOC_DEBUG']) {
    throw ConsoleError.noDump(defconfig);
  }
  const machine = new Machine({
    variant,
    print: (line) => void host.stdout.write(`${line}\n`),
    mallocDump,
  });
  if (args.c !== undefined) return runLine(args.c, machine) ? EXIT.good : EXIT.checkFailed;
  for (const lack of lackingCommands(machine)) host.messages.write(`Note: ${lack}.\n`);
  return (await runSession(host, machine)) ? EXIT.good : EXIT.checkFailed;
}

interface Located {
  readonly tree: TreeLocation;
  readonly defconfig: string;
  readonly notes: readonly string[];
}

/** Without `--defconfig`, mallocgen's own configuration, of its own tree unless `--kconfig` names another. */
function locate(args: SandboxArguments, host: CommandHost): Located {
  const { defconfig = DEFAULT } = args;
  if (args.defconfig === undefined && args.configs === undefined) {
    const tree = args.kconfig === undefined ? ownTree(args, host) : locateAllocatorTree(args, host);
    return { tree, defconfig: join(OWN_CONFIGS, DEFAULT), notes: [] };
  }
  const tree = locateAllocatorTree(args, host);
  const folders = configurationFolders(args, tree, host);
  const { path, others } = locateConfiguration(defconfig, folders);
  return { tree, defconfig: path, notes: notesOn(defconfig, others) };
}
