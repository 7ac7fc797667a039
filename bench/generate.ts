/**
 * `npm run bench:generate`: how long generation takes, cold and in bulk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { runCold } from './generate/cold.ts';
import { runMatrix } from './generate/matrix.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { machineLine } from './machine.ts';
import { median } from './median.ts';

const CORES = 2;

const machine = machineLine();
const args = parseArguments(
  'bench:generate',
  'How long generation takes, cold and in bulk. Build dist/ first.',
  {
    format: FORMAT,
    check: CHECK,
    repetitions: { type: 'number', default: 7, describe: 'Cold runs; the median counts' },
    variants: { type: 'number', default: 1000, describe: 'Distinct variants to make in bulk' },
  },
);

const folder = mkdtempSync(join(tmpdir(), 'mallocgen-generate-'));
const repeat = async (title: string, command: readonly string[]) => {
  process.stderr.write(`${title}\n`);
  const runs = [];
  for (let i = 0; i < args.repetitions; i += 1) runs.push(await runCold(command));
  return runs;
};
let vpl;
let help;
try {
  vpl = await repeat('sandbox_vpl', ['--defconfig', 'sandbox_vpl_defconfig', '--out', folder]);
  help = await repeat('--help', ['--help']);
} finally {
  rmSync(folder, { recursive: true });
}
process.stderr.write(`${args.variants} variants\n`);
const matrix = await runMatrix(args.variants, CORES);
const alone = await runMatrix(40, 1);
/** The first ones compile the generator. */
const warm = <T>(values: readonly T[]) => values.slice(10);
const specialising = median(alone.steps.flatMap(({ specialise }) => warm(specialise)));
const measuring = median(alone.steps.flatMap(({ measure }) => warm(measure)));
const megabytes = vpl.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);

const goals: readonly Goal[] = [
  {
    what: 'sandbox_vpl, cold',
    value: median(vpl.map(({ milliseconds }) => milliseconds)) / 1000,
    limit: 1.5,
    unit: 's',
  },
  ...(megabytes.length > 0
    ? [
        {
          what: 'sandbox_vpl, peak memory with esbuild',
          value: median(megabytes),
          limit: 350,
          unit: 'MB',
        } as const,
      ]
    : []),
  {
    what: '--help, cold',
    value: median(help.map(({ milliseconds }) => milliseconds)),
    limit: 150,
    unit: 'ms',
  },
  {
    what: 'a further variant, measured, not formatted',
    value: specialising + measuring,
    limit: 50,
    unit: 'ms',
  },
  {
    what: `${args.variants} distinct variants, ${CORES} cores`,
    value: matrix.seconds,
    limit: 30,
    unit: 's',
  },
];
const details = {
  loadTemplates: alone.steps[0]?.load,
  specialise: specialising,
  measure: measuring,
};

if (args.format === 'json') {
  process.stdout.write(
    `${JSON.stringify({ machine, goals, details, cold: { vpl, help } }, null, 2)}\n`,
  );
} else {
  const lines = [
    machine,
    ...goals.map(goalLine),
    `load the templates: ${details.loadTemplates?.toFixed(0)} ms; a further variant: ` +
      `specialise ${specialising.toFixed(1)} ms, measure ${measuring.toFixed(1)} ms (medians, one process)`,
  ];
  process.stdout.write(
    lines.map((line) => (args.format === 'markdown' ? `- ${line}\n` : `${line}\n`)).join(''),
  );
}
if (args.check && !goals.every(isMet)) process.exitCode = 1;
