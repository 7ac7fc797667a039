import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TemplateOptions, Templates } from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import { CONFIG } from './modules.ts';

export const FIXTURES = join(import.meta.dirname, 'fixtures');

/** A fixture that specialises without an error. */
export interface Fixture {
  /** Its path in `fixtures/`, such as `compact/early-returns/changes`. */
  readonly name: string;
  readonly templates: Templates;
  readonly options: TemplateOptions;
}

function modulesOf(folder: string): ReadonlyMap<string, string> {
  const modules = new Map([['config.ts', CONFIG]]);
  const input = join(folder, 'input');
  if (!existsSync(input)) return modules.set('index.ts', readFileSync(`${input}.ts`, 'utf8'));
  for (const name of readdirSync(input)) modules.set(name, readFileSync(join(input, name), 'utf8'));
  return modules;
}

/** Reads one fixture. */
export function readFixture(name: string): Fixture {
  const folder = join(FIXTURES, name);
  const file = join(folder, 'options.json');
  const given = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<TemplateOptions>)
    : {};
  return {
    name,
    templates: parseTemplates(modulesOf(folder), 'templates'),
    options: { enabled: {}, global: {}, values: {}, ...given },
  };
}

/** Reads all fixtures but those of errors: folders with an input, at any depth. */
export function readFixtures(): readonly Fixture[] {
  const names = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])input(\.ts)?$/.test(path))
    .map((path) => path.replace(/[\\/]input(\.ts)?$/, '').replaceAll('\\', '/'))
    .filter((name) => !existsSync(join(FIXTURES, name, 'error.txt')));
  return names.toSorted().map(readFixture);
}
