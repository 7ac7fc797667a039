import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a package manager installs what a lockfile names, and runs the command of a package. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Steps of a workflow between Node.js and the installation. */
  readonly setup: readonly string[];
  readonly install: string;
  /** What precedes the name of a package's command. */
  readonly run: string;
  readonly addDevelopment: string;
}

const NPM: PackageManager = {
  name: 'npm',
  setup: [],
  install: 'npm ci',
  run: 'npx',
  addDevelopment: 'npm install --save-dev',
};

const PNPM: PackageManager = {
  name: 'pnpm',
  setup: ['run: corepack enable'],
  install: 'pnpm install --frozen-lockfile',
  run: 'pnpm exec',
  addDevelopment: 'pnpm add --save-dev',
};

const YARN: PackageManager = {
  name: 'yarn',
  setup: ['run: corepack enable'],
  install: 'yarn install --immutable',
  run: 'yarn',
  addDevelopment: 'yarn add --dev',
};

/** Before version 2, the option has another name. */
const YARN_CLASSIC: PackageManager = { ...YARN, install: 'yarn install --frozen-lockfile' };

const BUN: PackageManager = {
  name: 'bun',
  setup: ['uses: oven-sh/setup-bun@v2'],
  install: 'bun install --frozen-lockfile',
  run: 'bunx',
  addDevelopment: 'bun add --dev',
};

const LOCKFILES: readonly (readonly [string, PackageManager])[] = [
  ['package-lock.json', NPM],
  ['npm-shrinkwrap.json', NPM],
  ['pnpm-lock.yaml', PNPM],
  ['yarn.lock', YARN],
  ['bun.lock', BUN],
  ['bun.lockb', BUN],
];

/**
 * The package manager of a project: that of the nearest lockfile, as workspaces have theirs at the root,
 * otherwise the one that package.json names, or that runs this program.
 * @param folders the project's, and those above it that belong to it
 * @param named the field `packageManager` of the nearest package.json that has one
 * @param userAgent `npm_config_user_agent`, which each package manager sets for what it runs
 */
export function packageManagerOf(
  folders: readonly string[],
  named: string | undefined,
  userAgent: string | undefined,
): PackageManager {
  for (const folder of folders) {
    const found = LOCKFILES.find(([lockfile]) => existsSync(join(folder, lockfile)));
    if (found === undefined) continue;
    const [lockfile, manager] = found;
    return manager === YARN && isClassic(join(folder, lockfile)) ? YARN_CLASSIC : manager;
  }
  for (const text of [named, userAgent]) {
    const [, name, release = ''] = /^(npm|pnpm|yarn|bun)[@/](\d+)/.exec(text ?? '') ?? [];
    if (name === 'yarn') return release === '1' ? YARN_CLASSIC : YARN;
    const manager = [NPM, PNPM, BUN].find((one) => one.name === name);
    if (manager !== undefined) return manager;
  }
  return NPM;
}

function isClassic(lockfile: string): boolean {
  return /^# yarn lockfile v1$/m.test(readFileSync(lockfile, 'utf8'));
}
