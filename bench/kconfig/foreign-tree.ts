import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { findTreeDialect, loadKconfig, type KconfigTree, type LoadOptions } from '../../generator/kconfig/index.ts';
import { PROGRAM_FOLDERS } from './program-folders.ts';

/** A checkout of any project that is configured with Kconfig. */
export interface ForeignTree {
  /** The working directory of the programs. */
  readonly folder: string;
  /** The first file, from there. */
  readonly kconfig: string;
  /** What its Kconfig files see: the caller's variables, `srctree`, and those given for the tree. */
  readonly environment: Readonly<Record<string, string>>;
  /** What calls of functions give that its make knows. */
  readonly functions?: LoadOptions['functions'];
  readonly dialect: string;
  /** Paths of its configurations, from the folder, sorted. */
  readonly defconfigs: readonly string[];
}

/** What the command line says of a tree. */
export interface ForeignTreeOptions {
  readonly tree: string;
  readonly kconfig?: string | undefined;
  readonly dialect?: string | undefined;
  /** `NAME=VALUE`. */
  readonly define?: readonly string[] | undefined;
  /** `NAME=VALUE`, of functions. */
  readonly function?: readonly string[] | undefined;
  /** A folder of configurations, from the tree's. */
  readonly configs?: string | undefined;
}

const FIRST_FILES = ['Kconfig', 'Config.in', 'src/Kconfig', 'xen/Kconfig', 'config/config.in'];

/** Opens a tree; undefined where the folder has no first file that is known. */
export function openForeignTree(options: ForeignTreeOptions): ForeignTree | undefined {
  const folder = resolve(options.tree);
  const kconfig =
    options.kconfig ?? FIRST_FILES.find((name) => existsSync(join(folder, name)));
  if (kconfig === undefined || !existsSync(join(folder, kconfig))) return undefined;
  const given = namesAndValues(options.define);
  const environment = { srctree: folder, ...definedVariables(process.env), ...given };
  const functions = namesAndValues(options.function);
  const dialect =
    options.dialect ?? findTreeDialect({ file: join(folder, kconfig), srctree: folder }).name;
  const configs = options.configs ?? configsOf(environment);
  const defconfigs = defconfigsIn(folder, configs);
  return { folder, kconfig, environment, functions, dialect, defconfigs };
}

/** What follows the first `=` of each, by what comes before it. */
function namesAndValues(definitions: readonly string[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    definitions.map((definition) => {
      const [name = '', ...value] = definition.split('=');
      return [name, value.join('=')];
    }),
  );
}

function definedVariables(
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && !name.startsWith('npm_')) own[name] = value;
  }
  return own;
}

function configsOf({ SRCARCH }: Readonly<Record<string, string>>): string {
  return SRCARCH === undefined ? 'configs' : `arch/${SRCARCH}/configs`;
}

function defconfigsIn(folder: string, configs: string): readonly string[] {
  const path = join(folder, configs);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => /(^|[._])(def)?config(\.|$)/.test(name) && !name.endsWith('.config'))
    .map((name) => join(configs, name))
    .toSorted();
}

/** The program that a build left beside the tree. */
export function builtConf({ folder, kconfig }: ForeignTree): string | undefined {
  const beside = dirname(join(folder, kconfig));
  return PROGRAM_FOLDERS.flatMap((program) => [join(folder, program), join(beside, program)])
    .map((place) => join(place, 'conf'))
    .find((path) => existsSync(path));
}

/** Parses the tree, shell commands and all. The process works in the tree's folder from then on. */
export function loadForeignTree(tree: ForeignTree): KconfigTree {
  const { folder, kconfig, environment, functions, dialect } = tree;
  process.chdir(folder);
  return loadKconfig({
    file: kconfig,
    srctree: folder,
    env: environment,
    ...(functions && { functions }),
    dialect,
    // Some list folders, which takes long on a busy machine.
    allowShell: { timeout: 60_000 },
  });
}
