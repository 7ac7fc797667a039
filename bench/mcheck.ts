/**
 * `npm run bench:mcheck`: what canaries and backtraces add to a call of malloc() or free(), in CPU time.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { specialise } from '../generator/specialise/index.ts';
import { loadTemplates } from '../generator/specialise/parser.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { optionsOf } from './configurations.ts';
import { TEMPLATES } from './footprint/option-literals.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { machineLine } from './machine.ts';
import { tableText, type Column } from './table.ts';

const BARE = 'CONFIG_64BIT=y\n';
const CANARIES = `${BARE}CONFIG_UNIT_TEST=y\nCONFIG_MCHECK_HEAP_PROTECTION=y\n`;
const DEFCONFIGS = {
  'no checks': BARE,
  canaries: `${CANARIES}# CONFIG_MCHECK_BACKTRACE is not set\n`,
  'canaries and backtraces': CANARIES,
} as const;
type Name = keyof typeof DEFCONFIGS;

interface Row {
  readonly name: Name;
  /** CPU time of a call, half of them malloc() and half free(). */
  readonly nanoseconds: number;
}

const machine = machineLine();
const args = parseArguments('bench:mcheck', 'What canaries and backtraces add to a call.', {
  format: FORMAT,
  check: CHECK,
});

const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'mallocgen-mcheck-'));
const templates = loadTemplates(TEMPLATES);
const best = new Map<Name, number>();
try {
  const names = Object.keys(DEFCONFIGS) as Name[];
  const fileOf = (name: Name) => join(folder, `${name.replaceAll(' ', '-')}.mjs`);
  for (const name of names)
    writeFileSync(fileOf(name), specialise(templates, optionsOf(DEFCONFIGS[name])).javascript);
  // In turns, so that other programs on the machine disturb all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const script = join(import.meta.dirname, 'mcheck/mcheck-process.js');
      const output = execFileSync(process.execPath, [script, fileOf(name)], { encoding: 'utf8' });
      best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, Number(output)));
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

const rows: readonly Row[] = Array.from(best, ([name, nanoseconds]) => ({ name, nanoseconds }));
const value = (name: Name) => best.get(name) ?? Number.NaN;
const goals: readonly Goal[] = [
  { what: 'canaries, ns a call', value: value('canaries'), limit: 150, unit: '' },
  {
    what: 'canaries and backtraces, ns a call',
    value: value('canaries and backtraces'),
    limit: 2000,
    unit: '',
  },
];

if (args.format === 'json') {
  process.stdout.write(`${JSON.stringify({ machine, rows, goals }, null, 2)}\n`);
} else {
  const { format } = args;
  const columns: readonly Column<Row>[] = [
    { title: 'variant', value: ({ name }) => name },
    { title: 'ns a call', value: ({ nanoseconds }) => Math.round(nanoseconds) },
    {
      title: 'of no checks',
      value: ({ nanoseconds }) => (nanoseconds / value('no checks')).toFixed(1),
    },
  ];
  const marked = goals.map((goal) =>
    format === 'markdown' ? `- ${goalLine(goal)}` : goalLine(goal),
  );
  process.stdout.write(
    [machine, tableText(columns, rows, format), marked.join('\n'), ''].join('\n\n'),
  );
}
if (args.check && !goals.every(isMet)) process.exitCode = 1;
