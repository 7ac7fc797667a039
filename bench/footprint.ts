/**
 * `npm run bench:footprint`: what each configuration weighs, next to what other tools make of the
 * unspecialised templates with the same options.
 */
import { loadTemplates } from '../generator/specialise/index.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { shippedBuilds } from './configurations.ts';
import { compare, type Comparison } from './footprint/compare.ts';
import { footprintGoals, goalPrograms } from './footprint/goals.ts';
import { TEMPLATES } from './footprint/option-literals.ts';
import { peers, type Peer } from './footprint/peers.ts';
import { disagreements, measureSavings, type MeasuredSaving } from './footprint/specification.ts';
import { TOOLS, type Tool } from './footprint/tools.ts';
import { goalLine, isMet } from './goal.ts';
import { tableText, type Column } from './table.ts';

const args = parseArguments(
  'bench:footprint',
  'Minified and brotli bytes of every configuration, ours next to what other tools make of the unspecialised templates.',
  { format: FORMAT, check: CHECK },
);

const templates = loadTemplates(TEMPLATES);
// The templates as they are make one heap: createMalloc() is the specialiser's.
const builds = shippedBuilds().filter(({ options }) => !options.enabled.SYS_MALLOC_MULTI_INSTANCE);
const configurations: Comparison[] = [];
for (const [index, build] of builds.entries()) {
  process.stderr.write(`${index + 1}/${builds.length} ${build.name}\n`);
  configurations.push(await compare(templates, build));
}
const programs = await goalPrograms(templates);
const goals = footprintGoals(programs);
const others = await peers();
const savings = await measureSavings(templates);
const faults = disagreements(savings);

/** Where another tool makes less than ours; such a number has a mark in the tables. */
const isLoss = ({ sizes }: Comparison, tool: Tool, kind: 'raw' | 'brotli') =>
  sizes[tool][kind] < sizes.ours[kind];

const sizeColumns: readonly Column<Comparison>[] = [
  { title: 'program', value: ({ name }) => name },
  ...TOOLS.flatMap((tool) =>
    (['raw', 'brotli'] as const).map((kind): Column<Comparison> => ({
      title: `${tool} ${kind}`,
      value: (row) => `${row.sizes[tool][kind]}${isLoss(row, tool, kind) ? ' <' : ''}`,
    })),
  ),
];
const peerColumns: readonly Column<Peer>[] = [
  { title: 'peer', value: ({ name }) => name },
  { title: 'brotli', value: ({ brotli }) => brotli },
  { title: 'from', value: ({ from }) => from },
];
const savingColumns: readonly Column<MeasuredSaving>[] = [
  { title: 'option', value: ({ option }) => option },
  { title: 'bits', value: ({ bits }) => bits },
  { title: 'C code, specified', value: ({ specified }) => specified ?? '' },
  { title: 'raw saved', value: ({ saved }) => saved.raw },
  { title: 'brotli saved', value: ({ saved }) => saved.brotli },
];

const losses = [...configurations, ...programs].flatMap((row) =>
  TOOLS.flatMap((tool) =>
    (['raw', 'brotli'] as const)
      .filter((kind) => isLoss(row, tool, kind))
      .map(
        (kind) =>
          `${row.name}: ${tool} ${row.sizes[tool][kind]}, ours ${row.sizes.ours[kind]} (${kind})`,
      ),
  ),
);

if (args.format === 'json') {
  const results = {
    configurations,
    programs,
    peers: others,
    goals,
    savings,
    losses,
    disagreements: faults,
  };
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
} else {
  const { format } = args;
  const section = (title: string, text: string) =>
    `${format === 'markdown' ? `### ${title}` : title}\n\n${text}\n`;
  const list = (lines: readonly string[], none: string) =>
    (lines.length > 0 ? lines : [none])
      .map((line) => (format === 'markdown' ? `- ${line}` : line))
      .join('\n');
  process.stdout.write(
    [
      section(
        'Configurations (a < marks what is smaller than ours)',
        tableText(sizeColumns, configurations, format),
      ),
      section('Programs of the goals', tableText(sizeColumns, programs, format)),
      section('Peers', tableText(peerColumns, others, format)),
      section('Goals', list(goals.map(goalLine), '')),
      section('Where ours is larger', list(losses, 'nowhere')),
      section('What each option saves, alone', tableText(savingColumns, savings, format)),
      section('Against the specification', list(faults, 'signs and order agree')),
    ].join('\n'),
  );
}
if (args.check && !(goals.every(isMet) && losses.length === 0 && faults.length === 0))
  process.exitCode = 1;
