/**
 * `npm run engines`: the golden traces, growth, threads and backtraces in each JavaScript engine that is
 * installed, as the table in docs/engines.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../src/package-root.ts';
import { FORMAT, parseArguments } from './arguments.ts';
import { browsers } from './engines/browsers.ts';
import type { Engine, Script } from './engines/engine.ts';
import type { Answer } from './engines/program/data.ts';
import { engineScript, VARIANTS } from './engines/script.ts';
import { PACKAGES, shells } from './engines/shells.ts';
import { machineLine } from './machine.ts';
import { tableText, type Column } from './table.ts';

const args = parseArguments('engines', 'The allocators in other JavaScript engines.', {
  only: { type: 'string', array: true, describe: 'Names of engines: Bun, "Node.js 26"' },
  install: {
    type: 'boolean',
    default: false,
    describe: "Install npm's engines in out/engines first",
  },
  update: { type: 'boolean', default: false, describe: 'Put the table into docs/engines.md' },
  format: FORMAT,
});

const FOLDER = join(PACKAGE_ROOT, 'out/engines');
const PAGE = join(PACKAGE_ROOT, 'docs/engines.md');
const TABLE = /(?<=<!-- npm run engines -- --update -->\n)[\s\S]*?(?=<!-- end -->)/;

interface Row {
  readonly engine: string;
  readonly answer: Answer;
}

const yes = (isSo: boolean): string => (isSo ? 'yes' : '**no**');
const NOT_THERE = '-';

const COLUMNS: readonly Column<Row>[] = [
  { title: 'engine', value: ({ engine }) => engine },
  { title: 'addresses', value: ({ answer }) => addresses(answer) },
  { title: 'growth', value: ({ answer }) => growth(answer) },
  {
    title: 'threads',
    value: ({ answer: { workers } }) => (workers === undefined ? NOT_THERE : yes(workers.isRight)),
  },
  {
    title: 'backtraces',
    value: ({ answer: { backtraces } }) =>
      backtraces.right === backtraces.calls
        ? 'yes'
        : `**${backtraces.right} of ${backtraces.calls}**`,
  },
  ...Object.keys(VARIANTS).map((name): Column<Row> => ({
    title: name,
    toTheRight: true,
    value: ({ answer }) => answer.variants[name]?.nanoseconds.toFixed(0) ?? NOT_THERE,
  })),
];

if (args.install) install();
const failures: string[] = [];
const rows = await rowsOf([...shells(FOLDER), ...browsers()].filter(isWanted));
if (args.format === 'json') process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
else process.stdout.write(`${machineLine()}\n\n${tableText(COLUMNS, rows, args.format)}\n`);
if (args.update) update(rows);
for (const failure of failures) process.stderr.write(`${failure}\n`);
if (failures.length > 0 || !rows.every(({ answer }) => isRight(answer))) process.exitCode = 1;

function isWanted({ name, version }: Engine): boolean {
  const { only } = args;
  return only === undefined || only.some((each) => `${name} ${version()}`.startsWith(each));
}

function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, 'package.json'),
    JSON.stringify({ private: true, dependencies: PACKAGES }, undefined, 2),
  );
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit' });
}

async function rowsOf(engines: readonly Engine[]): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'engines-'));
  try {
    mkdirSync(FOLDER, { recursive: true });
    const text = await engineScript();
    // Not below a package.json that says what a `.js` file is.
    const script: Script = { path: join(folder, 'program.js'), text };
    writeFileSync(script.path, text);
    const found: Row[] = [];
    for (const engine of engines) {
      const name = `${engine.name} ${engine.version()}`.trim();
      process.stderr.write(`${name}\n`);
      try {
        const line = await engine.run(script);
        if (!line.startsWith('ANSWER ')) throw new Error(line);
        found.push({ engine: name, answer: JSON.parse(line.slice('ANSWER '.length)) });
      } catch (error) {
        failures.push(`${name}: ${(error as Error).message}`);
      }
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Traces with C's addresses, of all variants that the engine can run. */
function addresses({ variants }: Answer): string {
  const all = Object.values(variants);
  const right = all.reduce((sum, each) => sum + each.right, 0);
  const traces = all.reduce((sum, each) => sum + each.traces, 0);
  return right === traces ? `${traces} of ${traces}` : `**${right} of ${traces}**`;
}

/** Kinds of memory in which a heap grew right. */
function growth(answer: Answer): string {
  const kinds = Object.values(answer.growth);
  const right = kinds.filter(Boolean).length;
  if (kinds.length === 0) return NOT_THERE;
  return right === kinds.length ? `${right} of ${right}` : `**${right} of ${kinds.length}**`;
}

function isRight(answer: Answer): boolean {
  return (
    Object.values(answer.variants).every(({ right, traces }) => right === traces) &&
    Object.values(answer.growth).every(Boolean) &&
    answer.backtraces.right === answer.backtraces.calls &&
    answer.workers?.isRight !== false
  );
}

function update(all: readonly Row[]): void {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(TABLE, () => `\n${tableText(COLUMNS, all, 'markdown')}\n\n`),
  );
}
