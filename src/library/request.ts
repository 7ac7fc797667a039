import { resolve } from 'node:path';

import type { AssignedValue } from '../../generator/kconfig/index.ts';
import type { GenerateRequest } from '../../generator/generate.ts';
import { watchedFiles } from '../../generator/read-configuration.ts';
import { readTree } from '../../generator/read-tree.ts';
import { openTemplates, type Templates } from '../../generator/specialise/index.ts';
import type { Phase } from '../../generator/options/index.ts';
import { locateAllocatorTree } from '../cli/inputs/allocator-tree.ts';
import { configurationFolders } from '../cli/inputs/configuration-folders.ts';
import { locateConfiguration, notesOn } from '../cli/inputs/locate-configuration.ts';
import { inObject } from '../cli/inputs/shown-option.ts';
import { treeRequest } from '../cli/inputs/tree-location.ts';
import { PARSED_TEMPLATES } from '../cli/parsed-templates.ts';
import { PACKAGE_ROOT, TEMPLATES } from '../package-root.ts';

/** What configuration to read, and how. The names and defaults are those of the command's options. */
export interface ConfigurationOptions {
  /**
   * The configuration. A text is a path from `cwd`, or a name in `configs`, as for `mallocgen --defconfig`;
   * `path` is never a name. `text` is what the file says, whatever is on the disk; it is read as if it
   * were the file `path`, which need not exist.
   */
  readonly defconfig:
    string | { readonly path: string } | { readonly text: string; readonly path?: string };
  /** The first file of the Kconfig tree. Without it: `./Kconfig`, `$srctree/Kconfig` or mallocgen's own. */
  readonly kconfig?: string | undefined;
  /** Whose Kconfig the tree is read as; found from the tree, if not given. */
  readonly dialect?: string | undefined;
  /** The folder in which names are looked up. Without it: `./configs`, then mallocgen's own. */
  readonly configs?: string | undefined;
  /**
   * Files whose lines replace those of the configuration for the same symbols, the last one last: paths from
   * `cwd`, or names in `configs`.
   */
  readonly fragments?: readonly string[] | undefined;
  /**
   * Values that replace those of all files, by symbols without `CONFIG_`: `{ SYS_MALLOC_LEN: 0x1000 }`.
   * Text takes no quotes, and true and false are y and n.
   */
  readonly extraConfig?: Readonly<Record<string, AssignedValue>> | undefined;
  /** Whether every warning about the configuration is an error. Not by default. */
  readonly strict?: boolean | undefined;
  /** Whether the Kconfig tree may run shell commands. Not by default. */
  readonly allowShell?: boolean | undefined;
  /** The folder that paths lead from; the process's own if not given. */
  readonly cwd?: string | undefined;
  /** What `$(NAME)` in the Kconfig tree reads; the process's own variables if not given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Called with the absolute path of each file when it is read: configurations, fragments, Kconfig files.
   * A watcher needs it where an error ends the reading, so that there is no result to ask.
   */
  readonly onFile?: ((path: string) => void) | undefined;
}

/** A request to the generator, and what the user may not expect about the choice of files. */
export interface LocatedRequest {
  readonly request: GenerateRequest;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** A program such as a development server generates often. */
let templates: Promise<Templates> | undefined;

/** The file whose text is given without a path. */
const UNNAMED = 'text.defconfig';

/**
 * Finds the files that the options name, by the same rule as the command.
 * @throws {MallocgenError} when there is no such file
 */
export function locateRequest(
  options: ConfigurationOptions,
  phases: readonly Phase[] | undefined,
): LocatedRequest {
  const { defconfig, fragments = [], extraConfig, strict = false, onFile } = options;
  const cwd = resolve(options.cwd ?? '.');
  const surroundings = { cwd: () => cwd, env: options.env ?? process.env };
  const tree = locateAllocatorTree(
    { kconfig: options.kconfig, dialect: options.dialect, 'allow-shell': options.allowShell },
    surroundings,
    {
      shown: inObject,
      read: (location) => readTree(treeRequest(location), watchedFiles(onFile)),
    },
  );
  const { configs } = options;
  const folders = configurationFolders({ configs }, tree, surroundings, inObject);
  const located = (name: string): { path: string; notes: readonly string[] } => {
    const { path, others } = locateConfiguration(name, folders);
    return { path, notes: notesOn(name, others) };
  };
  const main =
    typeof defconfig === 'string'
      ? located(defconfig)
      : 'text' in defconfig
        ? { path: resolve(cwd, defconfig.path ?? UNNAMED), notes: [] }
        : located(resolve(cwd, defconfig.path));
  const others = fragments.map(located);
  return {
    request: {
      ...treeRequest(tree),
      defconfig: main.path,
      ...(typeof defconfig === 'object' && 'text' in defconfig && { text: defconfig.text }),
      fragments: others.map(({ path }) => path),
      ...(extraConfig && { extraConfig }),
      strict,
      ...(onFile && { onFile }),
      own: PACKAGE_ROOT,
      templates: TEMPLATES,
      parsedTemplates: PARSED_TEMPLATES,
      openTemplates: () => (templates ??= openTemplates(TEMPLATES, PARSED_TEMPLATES)),
      ...(phases && { phases }),
    },
    notes: [...tree.notes, ...main.notes, ...others.flatMap(({ notes }) => notes)],
  };
}
