import { existsSync, readFileSync, rmSync } from 'node:fs';

import {
  declarationFiles,
  type DeclarationFiles,
} from '../../../generator/declarations/declaration-files.ts';
import { MallocgenError } from '../../../generator/error.ts';
import { OutputError, readSeal, writeFileWhole } from '../../../generator/output/index.ts';
import { openTemplates, type Templates } from '../../../generator/specialise/index.ts';
import { TEMPLATES, packageVersion } from '../../package-root.ts';
import type { CommandHost } from '../command-host.ts';
import { counted } from '../counted.ts';
import { withErrorsAsText } from '../errors-as-text.ts';
import { EXIT } from '../exit-code.ts';
import { printFindings } from '../findings/print-findings.ts';
import { locateAllocatorTree } from '../inputs/allocator-tree.ts';
import { announce } from '../inputs/announce.ts';
import { configurationFolders } from '../inputs/configuration-folders.ts';
import { matchConfigurations } from '../inputs/match-configurations.ts';
import { treeRequest, type TreeArguments, type TreeLocation } from '../inputs/tree-location.ts';
import { PARSED_TEMPLATES } from '../parsed-templates.ts';
import { refusePackage } from '../refuse-package.ts';
import { relativePaths } from '../relative-paths.ts';
import { UsageError } from '../usage-error.ts';
import { findConfigurations, findOrphans } from './find-files.ts';

/** The command line of `mallocgen types`. */
export interface TypesArguments extends TreeArguments {
  readonly files?: readonly string[] | undefined;
  readonly configs?: string | undefined;
  readonly check: boolean;
}

/** What is wrong with a file of declarations, or was done about it. */
interface Change {
  readonly path: string;
  readonly what: 'missing' | 'stale' | 'no longer wanted';
}

/**
 * Runs the command. What is wrong with one configuration is printed, and the others are done.
 * Throws a `MallocgenError` when there is none, or no tree.
 */
export async function runTypes(args: TypesArguments, host: CommandHost): Promise<number> {
  const tree = locateAllocatorTree(args, host);
  const { paths, orphans, notes } = configurationsOf(args, tree, host);
  announce({ tree, configurations: paths, notes }, host);

  const changes: Change[] = [];
  let files = 0;
  let templates: Promise<Templates> | undefined;
  /** By their messages: what is wrong with the tree is so for each configuration. */
  const errors = new Map<string, MallocgenError>();
  for (const defconfig of paths) {
    try {
      const wanted = await declarationFiles(
        {
          ...treeRequest(tree),
          defconfig,
          templates: TEMPLATES,
          parsedTemplates: PARSED_TEMPLATES,
          openTemplates: () => (templates ??= openTemplates(TEMPLATES, PARSED_TEMPLATES)),
        },
        `mallocgen ${packageVersion()}`,
      );
      printFindings(wanted.warnings, host);
      files += wanted.files.size;
      changes.push(...refreshed(wanted, args.check, host));
    } catch (error) {
      if (!(error instanceof MallocgenError)) throw error;
      errors.set(error.message, error);
    }
  }
  changes.push(...removed(orphans, args.check));
  for (const error of errors.values()) await withErrorsAsText(() => Promise.reject(error), host);
  if (errors.size === 0 || changes.length > 0) {
    const text = args.check ? checkText : doneText;
    host.stdout.write(text(changes, files, host));
  }
  if (errors.size > 0) return EXIT.badInput;
  return args.check && changes.length > 0 ? EXIT.checkFailed : EXIT.good;
}

/** Finds what is wrong with the declarations of one configuration, and corrects it unless it is a check. */
function refreshed(
  { files, unwanted }: DeclarationFiles,
  isCheck: boolean,
  host: CommandHost,
): readonly Change[] {
  const changes: Change[] = [];
  for (const [path, text] of files) {
    refusePackage(path, host.cwd(), 'Copy the configuration to a folder of your own.');
    const present = textOf(path);
    if (present === text) continue;
    changes.push({ path, what: present === undefined ? 'missing' : 'stale' });
    if (!isCheck) writeFileWhole(path, text);
  }
  return [
    ...changes,
    ...removed(
      unwanted.filter((path) => textOf(path) !== undefined),
      isCheck,
    ),
  ];
}

function removed(paths: readonly string[], isCheck: boolean): readonly Change[] {
  if (!isCheck) for (const path of paths) rmSync(path);
  return paths.map((path) => ({ path, what: 'no longer wanted' }));
}

function configurationsOf(
  args: TypesArguments,
  tree: TreeLocation,
  host: CommandHost,
): {
  readonly paths: readonly string[];
  /** Declarations of configurations that are gone. */
  readonly orphans: readonly string[];
  readonly notes: readonly string[];
} {
  const { files = [] } = args;
  if (files.length > 0) {
    return { ...matchConfigurations(files, configurationFolders(args, tree, host)), orphans: [] };
  }
  const paths = findConfigurations(host.cwd());
  const orphans = findOrphans(host.cwd()).filter(
    (path) => readSeal(readFileSync(path, 'utf8')) !== undefined,
  );
  if (paths.length === 0 && orphans.length === 0) {
    throw new UsageError(
      'No file below the current folder is called NAME.defconfig or NAME_defconfig. Name the configurations: mallocgen types FILE…',
    );
  }
  return { paths, orphans, notes: [] };
}

/**
 * The text of a file of declarations, or undefined if there is none.
 * @throws {OutputError} for a file that mallocgen has not written
 */
function textOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (readSeal(text) !== undefined) return text;
  throw new OutputError(
    `${path} was not written by mallocgen, and is left alone. Remove it, or rename the configuration.`,
  );
}

function checkText(changes: readonly Change[], files: number, host: CommandHost): string {
  const lines = changes.map(({ path, what }) => `${relativePaths(path, host.cwd())}: ${what}.`);
  const sum =
    changes.length === 0
      ? `${counted(files, 'file')} of declarations: all as they should be.`
      : `${counted(changes.length, 'file')} of declarations to update: run mallocgen types.`;
  return `${[...lines, sum].join('\n')}\n`;
}

function doneText(changes: readonly Change[], files: number, host: CommandHost): string {
  const lines = changes.map(
    ({ path, what }) =>
      `${what === 'no longer wanted' ? 'Removed' : 'Wrote'} ${relativePaths(path, host.cwd())}`,
  );
  return `${[...lines, ...(changes.length === 0 ? [`${counted(files, 'file')} of declarations: nothing has changed.`] : [])].join('\n')}\n`;
}
