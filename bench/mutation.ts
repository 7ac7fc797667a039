/**
 * `npm run mutation -- [FOLDER]`: changes the code of a folder in one place after the other, and sees
 * whether the tests of the folder notice.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { parseArguments, refuse } from './arguments.ts';
import { scoreTable } from './mutation/report.ts';
import { isKilled } from './mutation/results.ts';
import { runMutants } from './mutation/run.ts';
import { hashOf } from './mutation/sample.ts';
import { compareSurvivors, readSurvivors, writeSurvivors } from './mutation/survivors.ts';
import { targetOf } from './mutation/targets.ts';

const root = process.cwd();

const args = parseArguments(
  'mutation',
  `Changes the code of FOLDER in one place after the other, and runs the tests of the folder to see whether they notice. Mutants that survive must be in bench/mutation/survivors with the reason.

A run that was interrupted goes on where it was. Results are in out/mutation.`,
  {
    folder: {
      type: 'string',
      default: 'generator/specialise',
      describe: 'The code to mutate: generator/specialise, or a folder of templates',
    },
    only: {
      type: 'string',
      array: true,
      default: [''],
      describe: 'Mutants whose key contains one of these texts',
    },
    cases: {
      type: 'string',
      array: true,
      default: [''],
      describe: 'Tests whose name contains one of these texts',
    },
    sample: {
      type: 'number',
      default: 1,
      describe: 'One mutant of N, the same ones while the code stays the same',
    },
    offset: {
      type: 'number',
      default: 0,
      describe: 'Which of the N samples: 0 to N - 1',
    },
    jobs: { type: 'number', default: 1, describe: 'Processes at a time' },
    again: {
      type: 'boolean',
      default: false,
      describe: 'Runs survivors alone: what was killed last time counts as killed',
    },
    check: {
      type: 'boolean',
      default: false,
      describe: 'Exit with 1 for a survivor without a reason',
    },
    update: {
      type: 'boolean',
      default: false,
      describe: 'Write the list of survivors, to be given reasons',
    },
    list: { type: 'boolean', default: false, describe: 'Print the survivors' },
  },
);

const folder = relative(root, resolve(args.folder));
if (!existsSync(folder)) throw new Error(`${args.folder}: there is no such folder`);
if (!Number.isInteger(args.sample) || args.sample < 1)
  refuse(`--sample ${String(args.sample)}: give a whole number from 1`);
if (!Number.isInteger(args.offset) || args.offset < 0 || args.offset >= args.sample)
  refuse(
    `--offset ${String(args.offset)}: give a whole number from 0 to ${String(args.sample - 1)}, less than --sample`,
  );
const target = targetOf(folder);
const out = join(root, 'out/mutation');
mkdirSync(out, { recursive: true });

const { mutants, results } = await runMutants({
  root,
  target,
  out,
  isCase: (name) => args.cases.some((text) => name.includes(text)),
  casesKey: args.cases.join(),
  jobs: args.jobs,
  keepKilled: args.again,
  chosen: ({ key }) =>
    args.only.some((text) => key.includes(text)) && hashOf(key) % args.sample === args.offset,
  report: print,
  progress: (done, all) => {
    if (done % 250 === 0) print(`${String(done)} of ${String(all)}`);
  },
});

const path = join(root, 'bench/mutation/survivors', `${target.name}.json`);
const listed = readSurvivors(path);
const keys = new Set(mutants.map(({ key }) => key));
const difference = compareSurvivors(listed, results, (key) => keys.has(key));

for (const line of scoreTable(results, listed)) print(line);
if (args.list)
  for (const each of results) if (!isKilled(each)) print(`${each.outcome}  ${each.key}`);

if (args.update) {
  const kept = new Map(listed);
  for (const key of [...difference.killed, ...difference.unknown]) kept.delete(key);
  for (const key of difference.unexplained) kept.set(key, listed.get(key) ?? '');
  await writeSurvivors(path, kept);
  print(`Wrote ${relative(root, path)}: give a reason for each survivor that has none.`);
} else {
  for (const key of difference.killed) print(`killed now: ${key}`);
  for (const key of difference.unknown) print(`no mutant of the code any more: ${key}`);
  if (difference.killed.length + difference.unknown.length > 0)
    print('`npm run mutation -- --update` takes these out of the list.');
}
if (args.check && difference.unexplained.length > 0) {
  for (const key of difference.unexplained) print(`survives without a reason: ${key}`);
  print(
    `${String(difference.unexplained.length)} mutants survive that ${relative(root, path)} does not explain: add a test that fails with the mutant, or the reason why there can be none.`,
  );
  process.exitCode = 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
