/*
 * A specialiser that lives on gives what one does that makes a single variant: here for a sample, and for
 * all configurations with `npm run bench:prices -- --verify`.
 */
import { readFileSync } from 'node:fs';

import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { openSession, parseDefconfig, type Session } from '../../../../generator/kconfig/index.ts';
import { enabledPhases, phaseOptions, type Phase } from '../../../../generator/options/index.ts';
import { optionsOf, pricedSymbols } from '../../../../generator/price/index.ts';
import {
  createSpecialiser,
  specialise,
  TemplateError,
  type TemplateOptions,
  type Templates,
} from '../../../../generator/specialise/index.ts';
import { loadTemplates, parseTemplates } from '../../../../generator/specialise/parser.ts';
import { ourTree } from '../../options/configuration.ts';
import { randomIntegers, runs, seeded } from '../../../support/seed.ts';
import { CONFIG } from '../modules.ts';
import { programs } from '../random-programs.ts';

let templates: Templates;
beforeAll(() => {
  templates = loadTemplates('templates');
});

function open(name: string): Session {
  const file = `configs/${name}_defconfig`;
  return openSession(ourTree, parseDefconfig(readFileSync(file, 'utf8'), file));
}

/** The text of a variant, or the message of the error. */
function outcome(make: () => object): object | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

test(seeded('walks from configuration to configuration'), () => {
  const { numRuns } = runs(3);
  const specialiser = createSpecialiser(templates);
  for (const [sequence, name] of ['default', 'small', 'multi_instance', 'legacy'].entries()) {
    const session = open(name);
    const next = randomIntegers(sequence);
    const symbols = pricedSymbols(ourTree, 'u-boot');
    let made = 0;
    while (made < numRuns) {
      const found = optionsOf(session, 'u-boot');
      if ('options' in found) {
        made += 1;
        const { source, declarations, ...measurable } = specialise(templates, found.options);
        // By turns, as both use the memo.
        if (made % 3 === 0)
          expect(specialiser.specialise(found.options)).toEqual({
            source,
            declarations,
            ...measurable,
          });
        else expect(specialiser.price(found.options)).toEqual(measurable);
      }
      const symbol = symbols[next(symbols.length)] as string;
      session.set(symbol, session.get(symbol)?.value === 'y' ? 'n' : 'y');
    }
  }
  // Otherwise nothing was tried.
  const { run, remembered } = specialiser.counts;
  expect(remembered / run).toBeGreaterThan(0.5);
  expect(remembered).toBeLessThan(run);
});

test('the phases of a configuration, with so little memory that it is forgotten again and again', () => {
  const session = open('sandbox_vpl');
  const specialiser = createSpecialiser(templates, { results: 2, questions: 20_000 });
  for (const phase of enabledPhases(session) as readonly Phase[]) {
    const options = phaseOptions(session, phase);
    const { source: _, declarations: __, ...measurable } = specialise(templates, options);
    for (let i = 0; i < 2; i += 1) expect(specialiser.price(options)).toEqual(measurable);
  }
});

test('variables that are equal in one variant, and others in the next one', () => {
  const source = `
    import { CONFIG_IS_ENABLED } from './config.ts';
    export let a = 0;
    export let b = 0;
    export let c = 0;
    export function open(to: number): void {
      if (CONFIG_IS_ENABLED('ON')) {
        b = a = to;
        c = 1;
      } else {
        c = a = to;
        b = 1;
      }
    }
    export function read(): readonly number[] {
      return [a, b, c];
    }`;
  const parsed = parseTemplates(
    new Map([
      ['index.ts', source],
      ['config.ts', CONFIG],
    ]),
    'templates',
  );
  const specialiser = createSpecialiser(parsed);
  for (const ON of [true, false, true]) {
    const options = { enabled: { ON }, global: {}, values: {} };
    const { javascript } = specialiser.specialise(options);
    expect(javascript).toBe(specialise(parsed, options).javascript);
    expect(javascript).toContain(ON ? '[a, a, c]' : '[a, b, a]');
  }
});

test(seeded('random programs under all of their options'), () => {
  fc.assert(
    fc.property(programs, ({ source, options }) => {
      const parsed = parseTemplates(
        new Map([
          ['index.ts', source],
          ['config.ts', CONFIG],
        ]),
        'templates',
      );
      const specialiser = createSpecialiser(parsed);
      const names = Object.keys(options.enabled);
      const all: TemplateOptions[] = [options];
      for (const name of names) {
        const enabled = { ...options.enabled, [name]: options.enabled[name] !== true };
        all.push({ ...options, enabled });
      }
      for (const each of [...all, ...all.toReversed()]) {
        expect(outcome(() => specialiser.specialise(each))).toEqual(
          outcome(() => specialise(parsed, each)),
        );
      }
    }),
    runs(25),
  );
});
