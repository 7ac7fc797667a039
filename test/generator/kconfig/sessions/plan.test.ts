import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import {
  configure,
  editLines,
  openSession,
  parseDefconfig,
  type KconfigTree,
  type Plan,
  type Session,
} from '../../../../generator/kconfig/index.ts';
import { linesOf } from '../../../../generator/kconfig/sessions/lines.ts';
import { LiveEvaluation } from '../../../../generator/kconfig/sessions/live-evaluation.ts';
import { atLeast } from '../../../../generator/kconfig/sessions/plan/goal.ts';
import { findPlan } from '../../../../generator/kconfig/sessions/plan/planner.ts';
import type { PlannedValue } from '../../../../generator/kconfig/sessions/plan/way.ts';
import { YES } from '../../../../generator/kconfig/values/tristate.ts';
import { randomIntegers, seeded } from '../../../support/seed.ts';
import { errorOf, load } from '../trees.ts';

function plan(
  kconfig: string,
  wanted: Record<string, string>,
  defconfig = '',
  options: Parameters<typeof load>[1] = {},
): Plan {
  const session = openSession(load(kconfig, options), parseDefconfig(defconfig, 'x_defconfig'));
  const before = session.save();
  const found = session.plan(wanted);
  expect(session.save()).toBe(before);
  if ('assignments' in found) {
    const tried = openSession(session.tree, parseDefconfig(defconfig, 'x_defconfig'));
    for (const [name, value] of Object.entries(found.assignments)) tried.set(name, value);
    for (const [name, value] of Object.entries(wanted)) expect(tried.get(name)!.value).toBe(value);
    const edited = editLines(defconfig, found.assignments, session.tree);
    const made = configure(session.tree, parseDefconfig(edited, 'x_defconfig'));
    for (const [name, value] of Object.entries(wanted)) expect(made.get(name)!.value).toBe(value);
  }
  return found;
}

const smallest = (assignments: Record<string, string>): Plan => ({ assignments, isSmallest: true });

describe('a plan', () => {
  test('is empty where the value is there already', () => {
    expect(plan('config A\n\tbool "a"\n\tdefault y\n', { A: 'y' })).toEqual(smallest({}));
  });

  test('sets what a prompt depends on', () => {
    const kconfig =
      'config A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\tdepends on A\n\nif B\n\nconfig C\n\tbool "c"\n\nendif\n';
    expect(plan(kconfig, { C: 'y' })).toEqual(smallest({ A: 'y', B: 'y', C: 'y' }));
    expect(plan(kconfig, { C: 'y' }, 'CONFIG_A=y\nCONFIG_B=y\n')).toEqual(smallest({ C: 'y' }));
  });

  test('takes the shorter of two ways', () => {
    const kconfig =
      'config A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\tdepends on A\n\nconfig D\n\tbool "d"\n\nconfig C\n\tbool "c"\n\tdepends on B || D\n';
    expect(plan(kconfig, { C: 'y' })).toEqual(smallest({ D: 'y', C: 'y' }));
  });

  test('looks through helpers without a prompt', () => {
    const select = 'config HAS\n\tbool\n\nconfig BOARD\n\tbool "board"\n\tselect HAS\n\nconfig X\n\tbool "x"\n\tdepends on HAS\n';
    expect(plan(select, { X: 'y' })).toEqual(smallest({ BOARD: 'y', X: 'y' }));
    const byDefault = 'config A\n\tbool "a"\n\nconfig H\n\tdef_bool y if A\n';
    expect(plan(byDefault, { H: 'y' })).toEqual(smallest({ A: 'y' }));
    expect(plan(byDefault, { H: 'n' }, 'CONFIG_A=y\n')).toEqual(smallest({ A: 'n' }));
    const copied = 'config A\n\tbool "a"\n\nconfig H\n\tbool\n\tdefault A\n';
    expect(plan(copied, { H: 'y' })).toEqual(smallest({ A: 'y' }));
    const implied = 'config A\n\tbool "a"\n\timply H\n\nconfig D\n\tbool "d"\n\nconfig H\n\tbool\n\tdepends on D\n';
    expect(plan(implied, { H: 'y' })).toEqual(smallest({ D: 'y', A: 'y' }));
  });

  test('keeps an earlier default from winning', () => {
    const kconfig = 'config A\n\tbool "a"\n\tdefault y\n\nconfig B\n\tbool "b"\n\nconfig H\n\tbool\n\tdefault n if A\n\tdefault y if B\n';
    expect(plan(kconfig, { H: 'y' })).toEqual(smallest({ A: 'n', B: 'y' }));
  });

  test('lowers what selects', () => {
    const kconfig =
      'config A\n\tbool "a"\n\tselect X\n\nconfig B\n\tbool "b"\n\tselect X if C\n\nconfig C\n\tbool "c"\n\nconfig X\n\tbool "x"\n';
    expect(plan(kconfig, { X: 'n' }, 'CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\n')).toMatchObject({
      assignments: { A: 'n' },
    });
    const found = plan(kconfig, { X: 'n' }, 'CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\nCONFIG_X=y\n');
    expect(Object.keys((found as { assignments: object }).assignments)).toHaveLength(3);
  });

  test('goes by members of choices', () => {
    const kconfig =
      'config ARM\n\tbool "arm"\n\nchoice\n\tprompt "board"\n\tdepends on ARM\n\nconfig ONE\n\tbool "one"\n\nconfig TWO\n\tbool "two"\n\tselect HAS\n\nendchoice\n\nconfig HAS\n\tbool\n';
    expect(plan(kconfig, { HAS: 'y' })).toEqual(smallest({ ARM: 'y', TWO: 'y' }));
    expect(plan(kconfig, { TWO: 'n' }, 'CONFIG_ARM=y\nCONFIG_TWO=y\n')).toEqual(smallest({ ONE: 'y' }));
    expect(plan(kconfig, { ONE: 'n' }, 'CONFIG_ARM=y\n')).toEqual(smallest({ TWO: 'y' }));
  });

  test('turns an optional choice on by the member that is wanted', () => {
    const member = (name: string, clauses = ''): string => `config ${name}\n\tbool "${name}"\n${clauses}\n`;
    const kconfig = `choice\n\tprompt "c"\n\toptional\n\n${member('A')}${member('B', '\tselect HELPER\n')}endchoice\n\nconfig HELPER\n\tbool\n`;
    expect(plan(kconfig, { HELPER: 'y' })).toEqual(smallest({ B: 'y' }));
  });

  test('is found in rounds where there are too many sets to try them all', () => {
    const boards = (arch: number): string =>
      Array.from({ length: 12 }, (_, at) => `config BOARD${arch}_${at}\n\tbool "b"\n\tselect HAS\n\n`).join('');
    const archs = [0, 1, 2, 3].map((at) => `config ARCH${at}\n\tbool "a"\n\n`).join('');
    const choices = [0, 1, 2, 3].map(
      (at) => `choice\n\tprompt "boards"\n\tdepends on ARCH${at}\n\toptional\n\n${boards(at)}endchoice\n\n`,
    );
    const kconfig = `choice\n\tprompt "arch"\n\n${archs}endchoice\n\n${choices.join('')}config HAS
\tbool

config SPL
\tbool "spl"
\tdepends on HAS

config FRAMEWORK
\tbool "framework"
\tdefault y
\tdepends on SPL

config GOAL
\tbool "goal"
\tdepends on SPL && ARCH3 && !FRAMEWORK
`;
    const tree = load(kconfig);
    const { kind, ...found } = findPlan(
      new LiveEvaluation(tree, new Map()),
      atLeast(tree.names.get('GOAL')!, YES),
      1,
    );
    expect(kind).toBe('plan');
    const { values } = found as { readonly values: readonly PlannedValue[] };
    expect(values.map(({ symbol }) => symbol.name!.replace(/\d+$/, ''))).toEqual(
      expect.arrayContaining(['ARCH', 'BOARD3_', 'SPL', 'FRAMEWORK', 'GOAL']),
    );
    expect(values).toHaveLength(5);
    expect('assignments' in plan(kconfig, { GOAL: 'y' })).toBe(true);
  });

  test('found in rounds does not undo what it needs', () => {
    const near = Array.from({ length: 20 }, (_, at) => `NEAR${at}`);
    const tree = load(
      [
        'choice\n\tprompt "architecture"\n\tdefault OTHER\n',
        ...['OTHER', 'FAR', ...near].map((name) => `config ${name}\n\tbool "${name}"\n`),
        'endchoice\n',
        ...near.map((name) => `config ${name}_BOARD\n\tdef_bool ${name}\n\tselect LOADS if ${name}\n`),
        'if FAR\nchoice\n\tprompt "cpu"\n\tdefault PLAIN\nconfig PLAIN\n\tbool "plain"\nconfig FAST\n\tbool "fast"\nendchoice\n',
        'config BOARD\n\tbool "board"\n\tdepends on FAST\n\tselect LOADS\nendif\n',
        'config LOADS\n\tbool\nconfig LOADER\n\tbool "loader"\n\tdepends on LOADS\n',
        'config WANTED\n\tbool "wanted"\n\tdepends on LOADER && FAR\n',
      ].join(''),
    );
    const live = new LiveEvaluation(
      tree,
      linesOf(tree, parseDefconfig('CONFIG_FAR=y\n', 'x_defconfig')),
    );
    const update = live.update.bind(live);
    let updates = 0;
    live.update = (lines) => {
      updates++;
      return update(lines);
    };
    // Of all sets, only one is tried, so that the rounds begin.
    const found = findPlan(live, atLeast(tree.names.get('WANTED')!, YES), 1);
    if (found.kind !== 'plan') throw new Error(found.kind);
    const names = found.values.map(({ symbol }) => symbol.name);
    expect(names.toSorted()).toEqual(['BOARD', 'FAST', 'LOADER', 'WANTED']);
    // In none of the rounds another architecture was tried, which takes LOADS nearer and FAR away.
    expect(updates).toBeLessThan(near.length);
  });

  test('takes a choice from a member that the file sets further down', () => {
    const kconfig =
      'choice\n\tprompt "c"\n\nconfig A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\nendchoice\n\nconfig X\n\tbool "x"\n\tdepends on A\n';
    const file = '# CONFIG_A is not set\nCONFIG_B=y\n';
    expect(plan(kconfig, { X: 'y' }, file)).toEqual(smallest({ A: 'y', X: 'y' }));
    expect(editLines(file, { A: 'y' }, load(kconfig))).toBe('CONFIG_A=y\n# CONFIG_B is not set\n');
    expect(editLines(file, { A: 'y', B: 'y' }, load(kconfig))).toBe(
      '# CONFIG_A is not set\nCONFIG_B=y\n',
    );
  });

  test('finds values for comparisons', () => {
    const kconfig =
      'config N\n\tint "n"\n\trange 1 100\n\tdefault 4\n\nconfig S\n\tstring "s"\n\nconfig BIG\n\tdef_bool N > 64\n\nconfig FEW\n\tdef_bool N < 3\n\nconfig NAMED\n\tdef_bool S = "board"\n\nconfig ANY\n\tdef_bool S != ""\n\nconfig H\n\thex\n\tdefault 0x10 if BIG\n\tdefault 0x0\n';
    expect(plan(kconfig, { BIG: 'y' })).toEqual(smallest({ N: '65' }));
    expect(plan(kconfig, { FEW: 'y' })).toEqual(smallest({ N: '2' }));
    expect(plan(kconfig, { NAMED: 'y' })).toEqual(smallest({ S: 'board' }));
    expect(plan(kconfig, { ANY: 'y' })).toEqual(smallest({ S: 'x' }));
    expect(plan(kconfig, { H: '0x10' })).toEqual(smallest({ N: '65' }));
    expect(plan(kconfig, { N: '7', S: 'a' })).toEqual(smallest({ N: '7', S: 'a' }));
  });

  test('knows modules', () => {
    const kconfig =
      'config MODULES\n\tbool "modules"\n\toption modules\n\nconfig A\n\ttristate "a"\n\nconfig B\n\ttristate "b"\n\tdepends on A\n';
    expect(plan(kconfig, { B: 'm' })).toMatchObject({ assignments: { MODULES: 'y', B: 'm' } });
    expect(plan(kconfig, { B: 'y' }, 'CONFIG_MODULES=y\nCONFIG_A=m\n')).toEqual(smallest({ A: 'y', B: 'y' }));
    expect(plan(kconfig, { A: 'm', B: 'm' }, 'CONFIG_MODULES=y\n')).toEqual(smallest({ A: 'm', B: 'm' }));
  });

  test('lifts a dependency to y for what is implied to be y', () => {
    const kconfig =
      'config MODULES\n\tdef_bool y\n\tmodules\n\nconfig BUS\n\ttristate "bus"\n\nconfig ALL\n\ttristate "all"\n\timply DRIVER\n\nconfig DRIVER\n\ttristate\n\tdepends on BUS\n';
    const linux = { dialect: 'linux' };
    expect(plan(kconfig, { DRIVER: 'y' }, '', linux)).toEqual(smallest({ ALL: 'y', BUS: 'y' }));
    expect(plan(kconfig, { DRIVER: 'y' }, 'CONFIG_ALL=y\nCONFIG_BUS=m\n', linux)).toEqual(smallest({ BUS: 'y' }));
  });

  test('uses the second of two definitions', () => {
    const kconfig = 'config A\n\tbool "a"\n\nconfig X\n\tbool "x"\n\tdepends on NEVER\n\nconfig X\n\tbool "x"\n\tdepends on A\n';
    expect(plan(kconfig, { X: 'y' })).toEqual(smallest({ A: 'y', X: 'y' }));
  });
});

describe('no plan, because', () => {
  const impossible = (kconfig: string, wanted: Record<string, string>): string => {
    const found = plan(kconfig, wanted);
    expect(found).toHaveProperty('impossible');
    return (found as { impossible: string }).impossible;
  };

  test('the symbol cannot be set', () => {
    expect(impossible('config A\n\tbool\n', { A: 'y' })).toBe(
      'nothing can bring about A=y (Root:1): it has no prompt, and no default or select can',
    );
  });

  test('a condition names what the tree does not define', () => {
    expect(impossible('config A\n\tbool "a"\n\tdepends on GONE\n', { A: 'y' })).toBe(
      'A=y (Root:1) needs what cannot be: nothing can bring about GONE=m or y: the tree does not define it',
    );
  });

  test('two conditions exclude each other', () => {
    expect(
      impossible('config X\n\tbool "x"\n\nconfig A\n\tbool "a"\n\tdepends on X\n\nconfig B\n\tbool "b"\n\tdepends on !X\n', { A: 'y', B: 'y' }),
    ).toMatch(/^it needs X=.* \(Root:1\) and X=n.* \(Root:1\), which exclude each other$/);
  });

  test('two conditions on a text exclude each other, not what they are the conditions of', () => {
    const kconfig = 'config Q\n\tbool "q"\n\nconfig S\n\tstring\n\tdefault "abc" if Q\n\tdefault "x"\n\nconfig A\n\tbool\n\tdefault y if S = "abc" && S = "x"\n';
    expect(impossible(kconfig, { A: 'y' })).toBe('it needs S = abc and S = x, which exclude each other');
  });

  test('two symbols are members of one choice', () => {
    const kconfig = 'choice\n\tprompt "c"\n\nconfig A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\nendchoice\n';
    expect(impossible(kconfig, { A: 'y', B: 'y' })).toBe(
      'it needs A=y (Root:4) and B=y (Root:7), which exclude each other',
    );
  });
});

test('wrong names and values are refused', () => {
  const session = openSession(load('config A\n\tbool "a"\n'));
  expect(errorOf(() => session.plan({ B: 'y' })).code).toBe('unknown-symbol');
  expect(errorOf(() => session.plan({ A: '4' })).code).toBe('bad-value');
});

interface Case {
  readonly kconfig: string;
}

const path = new URL('../../../vectors/kconfig/cases.json.gz', import.meta.url);
const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as readonly Case[];

/** A session with some random values. */
function randomSession(tree: KconfigTree, random: (limit: number) => number): Session {
  const session = openSession(tree);
  for (const { name, type } of session.rows()) {
    if (name === undefined || random(2) === 0) continue;
    if (type === 'bool' || type === 'tristate') session.set(name, 'yn'[random(2)]!);
  }
  return session;
}

test(seeded('on recorded trees there is a plan for each value that some configuration has, and it holds'), () => {
  const random = randomIntegers(7);
  let plans = 0;
  for (const { kconfig } of cases) {
    const tree = load(kconfig);
    const [start, other] = [randomSession(tree, random), randomSession(tree, random)];
    for (const { name, type, value } of other.configuration().symbols) {
      if ((type !== 'bool' && type !== 'tristate') || start.get(name)!.value === value) continue;
      const found = start.plan({ [name]: value });
      if (!('assignments' in found)) {
        throw new Error(`${name}=${value}: ${found.impossible}\n${kconfig}\n${start.saveMinimal()}`);
      }
      const base = start.defconfig();
      const lines = Object.entries(found.assignments).map(([key, text]) => `CONFIG_${key}=${text}\n`);
      const more = parseDefconfig(lines.join(''), 'plan').assignments;
      const names = new Set(more.map((assignment) => assignment.name));
      const kept = base.assignments.filter((assignment) => !names.has(assignment.name));
      const after = configure(tree, { ...base, assignments: [...kept, ...more] });
      expect([name, after.get(name)!.value]).toEqual([name, value]);
      plans++;
    }
  }
  expect(plans).toBeGreaterThan(300);
});
