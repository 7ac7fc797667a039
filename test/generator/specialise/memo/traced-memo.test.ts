import { beforeEach, expect, test } from '@jest/globals';

import {
  NOTHING_TO_ASK,
  type Asks,
  type Computation,
  type Note,
} from '../../../../generator/specialise/memo/memo.ts';
import { createTracedMemo } from '../../../../generator/specialise/memo/traced-memo.ts';

interface Weather extends Asks {
  rains(day: string): boolean;
  degrees(day: string): number;
}

const SUBJECT = { name: 'the harbour' };

/** How often a computation has run. */
let runs = 0;
beforeEach(() => {
  runs = 0;
});

/** Asks for degrees only where it does not rain. */
const PLAN: Computation<typeof SUBJECT, Weather, string> = {
  name: 'plan',
  compute({ name }, { rains, degrees }) {
    runs += 1;
    if (rains('today')) return 'stay at home';
    return degrees('today') > 20 ? `swim in ${name}` : 'walk';
  },
};

function weather(days: { rain: boolean; degrees: number }, memo = createTracedMemo()) {
  const asked: string[] = [];
  const asks = memo.asking(
    NOTHING_TO_ASK,
    {
      rains: (day: string) => (asked.push(`rains ${day}`), days.rain),
      degrees: (day: string) => (asked.push(`degrees ${day}`), days.degrees),
    },
    { degrees: (a: number, b: number) => a > 20 === b > 20 },
  );
  return { memo, asks, asked, plan: () => memo.run(PLAN, SUBJECT, asks) };
}

test('a result comes back if every answer is the same', () => {
  const days = { rain: false, degrees: 25 };
  const { plan, memo } = weather(days);
  expect([plan(), plan(), runs]).toEqual(['swim in the harbour', 'swim in the harbour', 1]);
  expect(memo.counts).toEqual({ run: 2, remembered: 1 });
});

test('another answer is another result, and both are remembered', () => {
  const days = { rain: false, degrees: 25 };
  const { plan } = weather(days);
  const all = [plan()];
  days.degrees = 10;
  all.push(plan());
  days.rain = true;
  all.push(plan());
  Object.assign(days, { rain: false, degrees: 25 });
  all.push(plan());
  expect(all).toEqual(['swim in the harbour', 'walk', 'stay at home', 'swim in the harbour']);
  expect(runs).toBe(3);
});

test('a look-up asks what the computation asks, in its order, and nothing else', () => {
  const days = { rain: false, degrees: 25 };
  const { plan, asked } = weather(days);
  plan();
  days.rain = true;
  plan();
  plan();
  expect(asked).toEqual([
    'rains today',
    'degrees today',
    'rains today',
    'rains today',
    'rains today',
  ]);
});

test('what counts as the same answer is said with the question', () => {
  const days = { rain: false, degrees: 25 };
  const { plan } = weather(days);
  plan();
  days.degrees = 30;
  expect([plan(), runs]).toEqual(['swim in the harbour', 1]);
});

test('each subject has results of its own', () => {
  const { memo, asks } = weather({ rain: false, degrees: 25 });
  memo.run(PLAN, SUBJECT, asks);
  expect(memo.run(PLAN, { name: 'the lake' }, asks)).toBe('swim in the lake');
});

test('a question asked twice is written down once', () => {
  const { memo, asks, asked } = weather({ rain: false, degrees: 25 });
  const twice: Computation<object, Weather, boolean> = {
    name: 'twice',
    compute: (_, { rains }) => rains('today') && rains('today'),
  };
  const both: Computation<object, Weather, number> = {
    name: 'both',
    compute: (_, { degrees }) => degrees('today') + degrees('today'),
  };
  for (let i = 0; i < 2; i += 1) {
    memo.run(twice, SUBJECT, asks);
    expect(memo.run(both, SUBJECT, asks)).toBe(50);
  }
  expect(asked.filter((question) => question === 'degrees today')).toHaveLength(3);
});

test('notes are repeated, those before an answer that is new too', () => {
  const repeated: Note[] = [];
  const memo = createTracedMemo();
  let answer = 1;
  const asks = memo.asking(
    { ...NOTHING_TO_ASK, repeat: (note) => void repeated.push(note) },
    { size: (about: object) => (about === SUBJECT ? answer : 0) },
  );
  const noting: Computation<object, typeof asks, number> = {
    name: 'noting',
    compute(subject, { size }) {
      memo.noted({ kind: 'seen', about: subject, value: 'before' });
      const result = size(subject);
      memo.noted({ kind: 'seen', about: subject, value: 'after' });
      return result;
    },
  };
  const values = () => repeated.splice(0).map(({ value }) => value);
  memo.run(noting, SUBJECT, asks);
  expect(values()).toEqual([]);
  memo.run(noting, SUBJECT, asks);
  expect(values()).toEqual(['before', 'after']);
  answer = 2;
  expect([memo.run(noting, SUBJECT, asks), values()]).toEqual([2, ['before']]);
});

test('what a computation has noted itself is not a question from outside', () => {
  const known = new Map<object, number>();
  const memo = createTracedMemo();
  const asks = memo.asking(
    {
      ...NOTHING_TO_ASK,
      repeat: ({ about, value }) => void known.set(about, value as number),
    },
    { value: (about: object) => known.get(about) },
  );
  const own: Computation<object, typeof asks, number | undefined> = {
    name: 'own',
    compute(subject, { value }) {
      runs += 1;
      known.set(subject, 5);
      memo.noted({ kind: 'value', about: subject, value: 5 });
      return value(subject);
    },
  };
  memo.run(own, SUBJECT, asks);
  known.clear();
  expect([memo.run(own, SUBJECT, asks), runs, known.get(SUBJECT)]).toEqual([5, 1, 5]);
});

test('a computation that fails is done again', () => {
  const { memo, asks } = weather({ rain: false, degrees: 25 });
  const failing: Computation<object, Weather, never> = {
    name: 'failing',
    compute(_, { rains }) {
      runs += 1;
      throw new Error(rains('today') ? 'wet' : 'dry');
    },
  };
  for (let i = 1; i <= 2; i += 1) {
    expect(() => memo.run(failing, SUBJECT, asks)).toThrow('dry');
    expect(runs).toBe(i);
  }
  expect(memo.run(PLAN, SUBJECT, asks)).toBe('swim in the harbour');
});

test('a computation cannot run another one past the trace', () => {
  const { memo, asks } = weather({ rain: false, degrees: 25 });
  const nested: Computation<typeof SUBJECT, Weather, string> = {
    name: 'nested',
    compute: (subject, all) => memo.run(PLAN, subject, all),
  };
  expect(() => memo.run(nested, SUBJECT, asks)).toThrow(
    'plan runs inside a computation, which has to ask for it',
  );
  const asking = memo.asking(asks, {
    plan: (subject: typeof SUBJECT) => memo.run(PLAN, subject, asks),
  });
  const well: Computation<typeof SUBJECT, typeof asking, string> = {
    name: 'well',
    compute: (subject, { plan }) => plan(subject),
  };
  expect(memo.run(well, SUBJECT, asking)).toBe('swim in the harbour');
});

test('a computation that asks something else for the same answers is refused', () => {
  const { memo, asks } = weather({ rain: false, degrees: 25 });
  let question: 'rains' | 'degrees' = 'rains';
  const fickle: Computation<object, Weather, unknown> = {
    name: 'fickle',
    compute(_, all) {
      all[question]('today');
      throw new Error('not done');
    },
  };
  expect(() => memo.run(fickle, SUBJECT, asks)).toThrow('not done');
  question = 'degrees';
  expect(() => memo.run(fickle, SUBJECT, asks)).toThrow('asks degrees, and asked rains before');
});

test('more results about one subject than the limit begin again', () => {
  const memo = createTracedMemo({ results: 2, questions: 1000 });
  const days = { rain: false, degrees: 0 };
  const asks = memo.asking(NOTHING_TO_ASK, {
    degrees: (day: string) => (day === 'today' ? days.degrees : 0),
  });
  const measure: Computation<object, typeof asks, number> = {
    name: 'measure',
    compute: (_, { degrees }) => ((runs += 1), degrees('today')),
  };
  for (const degrees of [1, 2, 1, 2, 3, 3, 1]) {
    days.degrees = degrees;
    expect(memo.run(measure, SUBJECT, asks)).toBe(degrees);
  }
  expect(runs).toBe(4);
});

test('more questions than the limit are forgotten before the next variant, not in it', () => {
  const memo = createTracedMemo({ results: 48, questions: 1 });
  const { plan } = weather({ rain: false, degrees: 25 }, memo);
  plan();
  plan();
  expect(runs).toBe(1);
  memo.begin();
  plan();
  expect(runs).toBe(2);
});
