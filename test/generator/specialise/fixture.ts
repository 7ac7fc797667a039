import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';
import { CONFIG } from './modules.ts';

/** One case: FOLDER/RULE/NAME below fixtures/. */
export interface Fixture {
  /** Folder of generator/specialise. */
  readonly folder: string;
  /** File of that folder, without `.ts`. */
  readonly rule: string;
  readonly name: string;
  readonly directory: string;
}

export const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

const NO_OPTIONS: TemplateOptions = { enabled: {}, global: {}, values: {} };

export function readFixtures(): readonly Fixture[] {
  return readdirSync(FIXTURES).flatMap((folder) =>
    readdirSync(join(FIXTURES, folder)).flatMap((rule) =>
      readdirSync(join(FIXTURES, folder, rule)).map((name) => ({
        folder,
        rule,
        name,
        directory: join(FIXTURES, folder, rule, name),
      })),
    ),
  );
}

/** The modules of the case by name, with the config.ts that they import. */
export function readModules({ directory }: Fixture): ReadonlyMap<string, string> {
  const modules = new Map([['config.ts', CONFIG]]);
  const input = join(directory, 'input');
  if (!existsSync(input)) return modules.set('index.ts', readFileSync(`${input}.ts`, 'utf8'));
  for (const name of readdirSync(input)) modules.set(name, readFileSync(join(input, name), 'utf8'));
  return modules;
}

export function readOptions({ directory }: Fixture): TemplateOptions {
  const file = join(directory, 'options.json');
  return existsSync(file)
    ? { ...NO_OPTIONS, ...JSON.parse(readFileSync(file, 'utf8')) }
    : NO_OPTIONS;
}

/** Must the rule leave the input alone? */
export function mustNotChange({ name }: Fixture): boolean {
  return name.startsWith('not-');
}

export function mustFail({ name }: Fixture): boolean {
  return name.startsWith('error-');
}

export function hasFile({ directory }: Fixture, file: string): boolean {
  return existsSync(join(directory, file));
}

/**
 * The text of a file of the case; undefined if there is none. UPDATE_FIXTURES=1 writes `actual` first,
 * or removes the file.
 */
export function expectedText(
  { directory }: Fixture,
  file: 'expected.ts' | 'expected.js' | 'error.txt',
  actual: string | undefined,
): string | undefined {
  const path = join(directory, file);
  if (process.env['UPDATE_FIXTURES'] === '1') {
    if (actual === undefined) rmSync(path, { force: true });
    else writeFileSync(path, actual);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
