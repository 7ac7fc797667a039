import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { formatText, specialise } from '../../../generator/specialise/index.ts';
import { parseTemplates } from '../../../generator/specialise/parser.ts';
import {
  expectedText,
  hasFile,
  mustFail,
  mustNotChange,
  readFixtures,
  readModules,
  readOptions,
  type Fixture,
} from './fixture.ts';
import { runModule, withTemplates, type Exports } from './modules.ts';

/*
 * fixtures/FOLDER/RULE/CASE/ is a case of generator/specialise/FOLDER/RULE.ts. It holds
 *
 *   input.ts       or a folder input/ of modules
 *   options.json   if it has options
 *   expected.ts    the variant's TypeScript, unless that is the input
 *   expected.js    the variant's JavaScript; always for the rules of compact/
 *   error.txt      the message, in place of both, if the name begins with `error-`
 *
 * The rule must change something, unless the name begins with `not-`: then it must not. Where the input
 * exports check(), its result must be the same before and after.
 *
 * UPDATE_FIXTURES=1 writes what came out, to be read before it is committed.
 */

const HEADER = '// Made by the output step.\n\n';

/** Folders of which every file has cases, except these files, which the cases of others show. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  compact: [],
  simplify: ['fold'],
  fold: [
    'constant-folder',
    'constant-folder-of',
    'create-constant-folder',
    'declaration',
    'expression',
    'folded-declarations',
    'negated',
  ],
  inline: ['context'],
};

const fixtures = readFixtures();

function check(exports: Exports): unknown {
  return (exports['check'] as () => unknown)();
}

/** Did the rule change anything? Undefined for code that is not a rule. */
function hasChanged(
  { folder, rule }: Fixture,
  changing: ReadonlySet<string>,
  isSame: boolean,
): boolean | undefined {
  switch (folder) {
    case 'compact':
    case 'simplify':
      return changing.has(rule);
    case 'fold':
    case 'inline':
      return !isSame;
    default:
      return undefined;
  }
}

async function specialiseFixture(fixture: Fixture): Promise<void> {
  const modules = readModules(fixture);
  const options = readOptions(fixture);
  const changing = new Set<string>();
  const variant = specialise(parseTemplates(modules, 'templates'), options, ({ stage, rules }) => {
    if (stage === fixture.folder) for (const rule of rules) changing.add(rule);
  });
  const source = await formatText(variant.source);

  const isSame = source === modules.get('index.ts');
  expect(expectedText(fixture, 'expected.ts', isSame ? undefined : source)).toBe(
    isSame ? undefined : source,
  );
  const isCompared = fixture.folder === 'compact' || hasFile(fixture, 'expected.js');
  const javascript = isCompared ? await formatText(variant.javascript) : undefined;
  expect(expectedText(fixture, 'expected.js', javascript)).toBe(javascript);
  const changed = hasChanged(fixture, changing, isSame);
  if (changed !== undefined) expect({ changed }).toEqual({ changed: !mustNotChange(fixture) });

  const again = specialise(
    parseTemplates(new Map([['index.ts', HEADER + source]]), 'templates'),
    options,
  );
  expect(again.source).toBe(variant.source);

  if (!variant.exports.includes('check')) return;
  expect(check(runModule(variant.javascript))).toEqual(withTemplates(modules, options, check));
}

function refuseFixture(fixture: Fixture): void {
  let message = 'nothing was thrown\n';
  try {
    specialise(parseTemplates(readModules(fixture), 'templates'), readOptions(fixture));
  } catch (thrown) {
    message = `${(thrown as Error).message}\n`;
  }
  expect(expectedText(fixture, 'error.txt', message)).toBe(message);
  expect(message).not.toBe('nothing was thrown\n');
}

const rules = new Map<string, Fixture[]>();
for (const fixture of fixtures) {
  const rule = `${fixture.folder}/${fixture.rule}`;
  rules.set(rule, [...(rules.get(rule) ?? []), fixture]);
}
for (const [rule, cases] of rules) {
  describe(rule, () => {
    for (const fixture of cases) {
      test(fixture.name, () =>
        mustFail(fixture) ? refuseFixture(fixture) : specialiseFixture(fixture),
      );
    }
  });
}

function filesOf(folder: string): readonly string[] {
  const directory = new URL(`../../../generator/specialise/${folder}/`, import.meta.url);
  return readdirSync(fileURLToPath(directory)).map((file) => basename(file, '.ts'));
}

test.each(Object.entries(FOLDERS))('every file of %s/ has cases', (folder, others) => {
  const files = filesOf(folder).filter((file) => !others.includes(file));
  const withCases = new Set(
    fixtures.filter((each) => each.folder === folder).map(({ rule }) => rule),
  );
  expect(files.filter((file) => !withCases.has(file))).toEqual([]);
});

test('every case is that of a file', () => {
  const lost = fixtures.filter(({ folder, rule }) => !filesOf(folder).includes(rule));
  expect(lost.map(({ folder, rule, name }) => `${folder}/${rule}/${name}`)).toEqual([]);
});

test('every rule of compact/ has cases that it must leave alone', () => {
  const left = new Set(
    fixtures
      .filter((fixture) => fixture.folder === 'compact' && mustNotChange(fixture))
      .map(({ rule }) => rule),
  );
  expect(filesOf('compact').filter((file) => !left.has(file))).toEqual([]);
});
