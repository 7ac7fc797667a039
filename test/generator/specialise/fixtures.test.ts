import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import {
  formatVariant,
  parseTemplates,
  specialise,
  type TemplateOptions,
} from '../../../generator/specialise/index.ts';
import { CONFIG, runModule, withTemplates } from './modules.ts';

/*
 * fixtures/RULE/CASE/ holds input.ts (or a folder input/ of modules), options.json where the case has
 * options, and expected.ts or error.txt; expected.js where JavaScript is the point. Where the input exports check(), its result must be the same
 * before and after. UPDATE_FIXTURES=1 writes what came out, to be read before it is committed.
 */
const ROOT = fileURLToPath(new URL('./fixtures', import.meta.url));
const NO_OPTIONS: TemplateOptions = { enabled: {}, global: {}, values: {} };
const HEADER = '// Made by the output step.\n\n';

function readModules(folder: string): Map<string, string> {
  const modules = new Map([['config.ts', CONFIG]]);
  const input = join(folder, 'input');
  if (!existsSync(input)) return modules.set('index.ts', readFileSync(`${input}.ts`, 'utf8'));
  for (const name of readdirSync(input)) modules.set(name, readFileSync(join(input, name), 'utf8'));
  return modules;
}

function readOptions(folder: string): TemplateOptions {
  const file = join(folder, 'options.json');
  return existsSync(file)
    ? { ...NO_OPTIONS, ...JSON.parse(readFileSync(file, 'utf8')) }
    : NO_OPTIONS;
}

function expectFile(file: string, text: string): void {
  if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

async function specialiseFixture(
  folder: string,
  modules: ReadonlyMap<string, string>,
): Promise<void> {
  const options = readOptions(folder);
  const variant = await formatVariant(specialise(parseTemplates(modules, 'templates'), options));
  expectFile(join(folder, 'expected.ts'), variant.source);
  const javascript = join(folder, 'expected.js');
  if (existsSync(javascript)) expectFile(javascript, variant.javascript);

  const again = specialise(
    parseTemplates(new Map([['index.ts', HEADER + variant.source]]), 'templates'),
    options,
  );
  expect((await formatVariant(again)).source).toBe(variant.source);

  if (!variant.exports.includes('check')) return;
  const after = (runModule(variant.javascript)['check'] as () => unknown)();
  expect(after).toEqual(
    withTemplates(modules, options, (exports) => (exports['check'] as () => unknown)()),
  );
}

for (const rule of readdirSync(ROOT)) {
  describe(rule, () => {
    for (const name of readdirSync(join(ROOT, rule))) {
      test(name, async () => {
        const folder = join(ROOT, rule, name);
        const modules = readModules(folder);
        const error = join(folder, 'error.txt');
        if (!existsSync(error)) return specialiseFixture(folder, modules);
        let message = 'nothing was thrown\n';
        try {
          specialise(parseTemplates(modules, 'templates'), readOptions(folder));
        } catch (thrown) {
          message = `${(thrown as Error).message}\n`;
        }
        expectFile(error, message);
      });
    }
  });
}

test('every rule has a folder of cases', () => {
  expect(readdirSync(ROOT).length).toBeGreaterThan(10);
});
