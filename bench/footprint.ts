/**
 * `npm run bench:footprint`: what each configuration weighs, next to what other tools make of the
 * unspecialised templates with the same options.
 */
import { specialise } from '../generator/specialise/index.ts';
import { loadTemplates } from '../generator/specialise/parser.ts';
import { CHECK, FORMAT, parseArguments } from './arguments.ts';
import { shippedBuilds } from './configurations.ts';
import { compare, type Comparison } from './footprint/compare.ts';
import { footprintGoals, goalPrograms } from './footprint/goals.ts';
import { TEMPLATES } from './footprint/option-literals.ts';
import { gain, MINIFIERS, minifyOurs, type Minified } from './footprint/minifiers.ts';
import { peers, type Peer } from './footprint/peers.ts';
import { disagreements, measureSavings, type MeasuredSaving } from './footprint/specification.ts';
import { TOOLS, type Tool } from './footprint/tools.ts';
import { goalLine, isMet, type Goal } from './goal.ts';
import { tableText, type Column } from './table.ts';

const args = parseArguments(
  'bench:footprint',
  'Minified and brotli bytes of every configuration, ours next to what other tools make of the unspecialised templates.',
  {
    format: FORMAT,
    check: CHECK,
    modules: {
      type: 'boolean',
      default: false,
      describe: 'Only what other minifiers make of our modules',
    },
    only: { type: 'string', array: true, describe: 'Only these configurations' },
  },
);

const templates = loadTemplates(TEMPLATES);
const shipped = shippedBuilds().filter(
  ({ name }) =>
    args.only === undefined || name.split(', ').some((each) => args.only!.includes(each)),
);
// The templates as they are make one heap: createMalloc() is the specialiser's.
const builds = args.modules
  ? []
  : shipped.filter(({ options }) => !options.enabled.SYS_MALLOC_MULTI_INSTANCE);
const configurations: Comparison[] = [];
for (const [index, build] of builds.entries()) {
  process.stderr.write(`${index + 1}/${builds.length} ${build.name}\n`);
  configurations.push(await compare(templates, build));
}
const minified: Minified[] = [];
for (const [index, { name, options }] of shipped.entries()) {
  process.stderr.write(`${index + 1}/${shipped.length} ${name}, minifiers\n`);
  minified.push(await minifyOurs(name, specialise(templates, options)));
}
const programs = args.modules ? [] : await goalPrograms(templates);
const goals: readonly Goal[] = [
  ...(args.modules ? [] : footprintGoals(programs)),
  ...MINIFIERS.map((minifier): Goal => {
    const most = minified.reduce((a, b) => (gain(b, minifier) > gain(a, minifier) ? b : a));
    return {
      what: `${minifier} over our modules, % less than esbuild at most (${most.name})`,
      value: gain(most, minifier) * 100,
      limit: 1,
      unit: '',
    };
  }),
];
const others = args.modules ? [] : await peers();
const savings = args.modules ? [] : await measureSavings(templates);
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
const minifierColumns: readonly Column<Minified>[] = [
  { title: 'program', value: ({ name }) => name },
  { title: 'esbuild', value: ({ ours }) => ours },
  ...MINIFIERS.map((minifier): Column<Minified> => ({
    title: minifier,
    value: (row) =>
      `${row.others[minifier]}${gain(row, minifier) > 0 ? ` (−${(gain(row, minifier) * 100).toFixed(1)} %)` : ''}`,
    toTheRight: true,
  })),
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
    modules: minified,
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
  const modules = section(
    'Our modules, brotli, minified by others than esbuild',
    tableText(minifierColumns, minified, format),
  );
  const parts = args.modules
    ? [modules, section('Goals', list(goals.map(goalLine), ''))]
    : [
        section(
          'Configurations (a < marks what is smaller than ours)',
          tableText(sizeColumns, configurations, format),
        ),
        section('Programs of the goals', tableText(sizeColumns, programs, format)),
        modules,
        section('Peers', tableText(peerColumns, others, format)),
        section('Goals', list(goals.map(goalLine), '')),
        section('Where ours is larger', list(losses, 'nowhere')),
        section('What each option saves, alone', tableText(savingColumns, savings, format)),
        section('Against the specification', list(faults, 'signs and order agree')),
      ];
  process.stdout.write(parts.join('\n'));
}
if (args.check && !(goals.every(isMet) && losses.length === 0 && faults.length === 0))
  process.exitCode = 1;
