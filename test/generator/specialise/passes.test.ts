/*
 * The table of passes is complete, and running it reports what happens.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import {
  formatText,
  PassTrace,
  specialise,
  type PassEvent,
} from '../../../generator/specialise/index.ts';
import type { Pass, Step } from '../../../generator/specialise/passes/pass.ts';
import { COMPACT, SIMPLIFY } from '../../../generator/specialise/passes/pipeline.ts';
import { runRounds, runSteps } from '../../../generator/specialise/passes/run.ts';
import type { Program } from '../../../generator/specialise/program.ts';
import { createSession } from '../../../generator/specialise/session.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { FIXTURES, readFixture } from './fixture-templates.ts';

const SPECIALISE = join(PACKAGE_ROOT, 'generator/specialise');
const PAGE = readFileSync(join(PACKAGE_ROOT, 'docs/specialiser.md'), 'utf8');

/** Names of the rules in a stage's steps, those of rounds too. */
const namesOf = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap((step) => {
    if ('walk' in step) return step.walk.map(({ name }) => name);
    return 'rounds' in step ? step.rounds.map(({ name }) => name) : [step.name];
  });

const STAGES = [
  ['simplify', namesOf(SIMPLIFY)],
  ['compact', namesOf(COMPACT).filter((name) => !namesOf(SIMPLIFY).includes(name))],
] as const;

describe.each(STAGES)('the rules of %s', (stage, rules) => {
  const files = readdirSync(join(SPECIALISE, stage)).map((file) => file.replace(/\.ts$/, ''));

  test.each(files)('%s is complete', (rule) => {
    if (!rules.includes(rule))
      throw new Error(
        `list ${rule} in generator/specialise/passes/pipeline.ts, with the rules that must come before it`,
      );
    const fixture = join(FIXTURES, stage, rule, 'changes');
    if (!existsSync(fixture))
      throw new Error(
        `add a fixture to test/generator/specialise/fixtures/${stage}/${rule}/changes`,
      );
    if (!PAGE.includes(`\n### ${rule}\n`))
      throw new Error(`put ${rule} into docs/specialiser.md: npm run docs:specialiser`);
  });

  test('each has a file', () => {
    expect(rules.toSorted()).toEqual(files.toSorted());
  });

  test('each changes its fixture', () => {
    const idle = rules.filter((rule) => {
      const { templates, options } = readFixture(`${stage}/${rule}/changes`);
      let changes = false;
      specialise(templates, options, (event) => {
        changes ||= event.stage === stage && event.rules.includes(rule);
      });
      return !changes;
    });
    expect(idle).toEqual([]);
  });
});

describe('a run', () => {
  const program: Program = {
    declarations: [
      {
        kind: 'variable',
        keyword: 'let',
        binding: {
          name: 'state',
          topLevel: true,
          valueType: 'number',
          returns: 'unknown',
          shared: false,
          inlined: false,
        },
        type: undefined,
        init: undefined,
        definite: false,
        position: { file: 'a.ts', line: 1, column: 1 },
        lead: [],
        trail: [],
      },
    ],
    roots: new Map(),
    unmeasured: new Set(),
    aliases: [],
  };
  const session = () => createSession({ enabled: {}, global: {}, values: {} });

  const setKeyword = (name: string, keyword: 'let' | 'const'): Pass => ({
    name,
    does: '',
    after: {},
    run: (before) => ({
      ...before,
      declarations: before.declarations.map((each) => ({ ...each, keyword })) as never,
    }),
  });

  test('that has no end names the round, the rules and the declarations', () => {
    const undoing = [setKeyword('to-const', 'const'), setKeyword('to-let', 'let')];
    expect(() => runRounds(undoing, program, 'simplify', session(), 3)).toThrow(
      'specialisation does not come to an end: in round 3 of simplify, to-const still changes state; ' +
        'to-let still changes state. See what each pass does with `mallocgen --trace-passes DIR`.',
    );
  });

  test('ends with the round that changes nothing', () => {
    let runs = 0;
    const once: Pass = {
      name: 'once',
      does: '',
      after: {},
      run: (before) => {
        runs += 1;
        return runs < 3
          ? { ...before, declarations: [...before.declarations].map((each) => ({ ...each })) }
          : before;
      },
    };
    runRounds([once], program, 'simplify', session());
    expect(runs).toBe(3);
  });

  test('reports passes that changed something, and no others', () => {
    const seen: PassEvent[] = [];
    const idle: Pass = { name: 'idle', does: '', after: {}, run: (before) => ({ ...before }) };
    runSteps([idle, setKeyword('to-const', 'const'), idle], program, 'compact', {
      ...session(),
      onPass: (event) => seen.push(event),
    });
    expect(seen.map(({ stage, round, rules }) => [stage, round, rules])).toEqual([
      ['compact', undefined, ['to-const']],
    ]);
    expect(seen[0]?.before?.declarations).toBe(program.declarations);
  });
});

describe('a trace', () => {
  test('names each file after its pass, and says what changed', () => {
    const { templates, options } = readFixture('simplify/unused-declarations/changes');
    const trace = new PassTrace();
    const files = new Map<string, string>();
    specialise(templates, options, (event) => {
      for (const { file, text } of trace.add(event)) files.set(file, text);
    });
    expect([...files.keys()]).toEqual([
      '001-instantiate.ts',
      '002-simplify-round-1-unused-variables.ts',
      '003-simplify-round-1-unused-parameters.ts',
      '004-simplify-round-2-fold.ts',
      '005-simplify-round-2-unused-declarations.ts',
    ]);
    expect(files.get('005-simplify-round-2-unused-declarations.ts')).toMatch(
      /^\/\/ simplify, round 2: unused-declarations\n\/\/ removed: twice, note\n\n\/\*\*/,
    );
  });

  test('ends with the modules of the variant, names and all', async () => {
    const { templates, options } = readFixture('compact/inline-once/changes');
    const trace = new PassTrace();
    const texts: { readonly file: string; readonly text: string }[] = [];
    const variant = specialise(templates, options, (event) => void texts.push(...trace.add(event)));
    const last = (extension: string): string =>
      texts.findLast(({ file }) => file.endsWith(extension))?.text.replace(/^(\/\/.*\n)+\n/, '') ??
      '';
    expect(await formatText(last('.ts'))).toBe(await formatText(variant.source));
    expect(await formatText(last('.js'))).toBe(await formatText(variant.javascript));
  });
});
