import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { UsageError } from '../usage-error.ts';
import { BUNDLER_PACKAGES, type Bundler } from './answers.ts';

/** What a project has already. */
export interface Project {
  readonly folder: string;
  /** The path from the root of the git repository to the folder; empty for the root, and without one. */
  readonly inRepository: string;
  /** The text of package.json, if there is one. */
  readonly packageText: string | undefined;
  readonly package: PackageJson;
  readonly bundler: Bundler;
  readonly hasTypeScript: boolean;
  /** Whether a file is there. */
  has(path: string): boolean;
  /** Whether the root has a file whose name begins like this. */
  hasConfig(start: string): boolean;
}

/** As much of a package.json as matters here. */
export interface PackageJson {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Looks at a project.
 * @throws {UsageError} if its package.json cannot be understood
 */
export function lookAt(folder: string): Project {
  const path = join(folder, 'package.json');
  const packageText = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const parsed = packageText === undefined ? {} : parse(packageText);
  const packages = { ...parsed.dependencies, ...parsed.devDependencies };
  const found = BUNDLER_PACKAGES.find(([name]) => Object.hasOwn(packages, name));
  const names = readdirSync(folder);
  return {
    folder,
    inRepository: pathInRepository(folder),
    packageText,
    package: parsed,
    bundler: found?.[1] ?? 'none',
    hasTypeScript: names.includes('tsconfig.json'),
    has: (file) => existsSync(join(folder, file)),
    hasConfig: (start) => names.some((name) => name.startsWith(start)),
  };
}

function pathInRepository(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    // In a worktree and a submodule, .git is a file.
    if (existsSync(join(root, '.git'))) return relative(root, folder).split(sep).join('/');
    if (root === dirname(root)) return '';
  }
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
