import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import type { HostProcess } from '../../host-process.ts';
import { UsageError } from '../usage-error.ts';
import { BUNDLER_PACKAGES, type Bundler } from './answers.ts';
import { isOnlyHere, type Dependency } from './dependency.ts';
import { packageManagerOf, type PackageManager } from './package-manager.ts';

const PACKAGE = 'package.json';

/** What a project has already. */
export interface Project {
  readonly folder: string;
  /** The path to the folder from the root of the git repository or, without one, of the workspace. */
  readonly inRepository: string;
  /** The text of package.json, if there is one. */
  readonly packageText: string | undefined;
  readonly package: PackageJson;
  readonly manager: PackageManager;
  /** Where it has mallocgen from, by its own package.json or that of its workspace. */
  readonly dependency: Dependency | undefined;
  /** Whether CI can have that: false for a file or a folder outside of the repository. */
  readonly isDependencyShared: boolean;
  readonly bundler: Bundler;
  readonly hasTypeScript: boolean;
  /** Whether a file is there. */
  has(path: string): boolean;
  /** Whether the root has a file whose name begins like this. */
  hasConfig(start: string): boolean;
}

/** As much of a package.json as matters here. */
export interface PackageJson {
  readonly type?: string;
  readonly packageManager?: string;
  readonly workspaces?: unknown;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Looks at a project.
 * @throws {UsageError} if its package.json cannot be understood
 */
export function lookAt(folder: string, env: HostProcess['env']): Project {
  const path = join(folder, PACKAGE);
  const packageText = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const parsed = packageText === undefined ? {} : parse(packageText);
  const packages = { ...parsed.dependencies, ...parsed.devDependencies };
  const found = BUNDLER_PACKAGES.find(([name]) => Object.hasOwn(packages, name));
  const names = readdirSync(folder);
  const folders = foldersOf(folder);
  const repository = folders.at(-1) ?? folder;
  const named = folders.map((one) => packageIn(one)?.packageManager).find(isText);
  const dependency = dependencyOf(folders);
  return {
    folder,
    inRepository: relative(repository, folder).split(sep).join('/'),
    packageText,
    package: parsed,
    manager: packageManagerOf(folders, named, env['npm_config_user_agent']),
    dependency,
    isDependencyShared: dependency === undefined || !isOnlyHere(dependency, repository),
    bundler: found?.[1] ?? 'none',
    hasTypeScript: names.includes('tsconfig.json'),
    has: (file) => existsSync(join(folder, file)),
    hasConfig: (start) => names.some((name) => name.startsWith(start)),
  };
}

/** The folder and those above it, up to the root of its git repository or, without one, of its workspace. */
function foldersOf(folder: string): readonly string[] {
  const all: string[] = [];
  let own = 1;
  for (let above = folder; ; above = dirname(above)) {
    all.push(above);
    // In a worktree and a submodule, .git is a file.
    if (existsSync(join(above, '.git'))) return all;
    if (isWorkspaceRoot(above)) own = all.length;
    if (above === dirname(above)) return all.slice(0, own);
  }
}

function isWorkspaceRoot(folder: string): boolean {
  return (
    existsSync(join(folder, 'pnpm-workspace.yaml')) || packageIn(folder)?.workspaces !== undefined
  );
}

function dependencyOf(folders: readonly string[]): Dependency | undefined {
  for (const folder of folders) {
    const content = packageIn(folder);
    const range = [
      content?.dependencies,
      content?.devDependencies,
      content?.optionalDependencies,
      content?.peerDependencies,
    ]
      .map((group) => group?.['mallocgen'])
      .find(isText);
    if (range !== undefined) return { range, file: join(folder, PACKAGE) };
  }
  return undefined;
}

/** The package.json of a folder; undefined if it has none that can be understood. */
function packageIn(folder: string): PackageJson | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, PACKAGE), 'utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function parse(text: string): PackageJson {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The sentence below says what to do.
  }
  throw new UsageError('package.json is not a JSON object. Correct it first.');
}
