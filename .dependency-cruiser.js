import { existsSync, readdirSync } from 'node:fs';

/**
 * The floors of each folder, the lowest first. A file may import from its own floor and from those
 * below it. What ends in `/` is a folder with all that it holds; what shares a line shares a floor.
 */
const FLOORS = {
  generator: [
    ['error.ts', 'position.ts', 'stop-signal.ts'],
    ['files/', 'text/'],
    ['kconfig/'],
    ['refused-warnings.ts', 'read-tree.ts', 'options/'],
    ['specialise/'],
    ['measure/', 'wasm/'],
    ['output/'],
    [
      'binding-functions.ts',
      'shared-memory.ts',
      'read-configuration.ts',
      'product.ts',
      'lower-phase.ts',
    ],
    ['current-config.ts', 'generate.ts', 'matrix/'],
    ['price/'],
    ['declarations/', 'fit/', 'report/'],
  ],
  src: [
    [
      'checked-options.ts',
      'host-process.ts',
      'package-root.ts',
      'program-digest.ts',
      'stack-text.ts',
    ],
    ['heap-files/', 'memcheck/', 'menuconfig/', 'testing/', 'trace/', 'variant/'],
    ['console/'],
    ['cli/'],
    ['library/'],
    ['imports/'],
    ['plugin/'],
    ['register/'],
    ['jest/'],
    ['bundle/'],
  ],
  templates: [
    ['options/'],
    ['host/'],
    ['memory/'],
    ['chunk/'],
    ['allocator/'],
    ['mcheck/'],
    ['checkers/', 'debug/'],
    ['calls/'],
    ['boot/'],
    ['api.ts', 'index.ts'],
  ],
};

/** The same for the folders inside these; the files beside them are on no floor. */
const INNER_FLOORS = {
  'generator/kconfig': [
    ['diagnostics/'],
    ['dialects/'],
    ['values/'],
    ['reading/'],
    ['detection/'],
    ['tree/'],
    ['storing/'],
    ['defconfigs/'],
    ['evaluation/'],
    ['writing/'],
    ['answers/'],
    ['configurations/'],
    ['sessions/'],
    ['dialogue/'],
    ['node/'],
  ],
  'generator/kconfig/reading': [['words/'], ['files/'], ['macro/'], ['syntax/']],
  'generator/kconfig/tree': [['model/'], ['expression/']],
  'generator/specialise': [
    ['memo/'],
    ['syntax/'],
    ['load/'],
    ['analyse/'],
    ['fold/'],
    ['inline/', 'simplify/'],
    ['instantiate/'],
    ['compact/'],
    ['passes/'],
    ['print/'],
    ['trace/'],
  ],
  'generator/price': [['work/']],
  'generator/wasm': [['prepare/'], ['kinds/'], ['lower/'], ['glue/']],
  'templates/allocator': [['dlmalloc-2.6.6/', 'dlmalloc-2.8.6/', 'simple/']],
  'src/menuconfig': [
    ['keys/', 'text/'],
    ['model/'],
    ['prices/'],
    ['files/', 'update/', 'view/'],
    ['terminal/'],
  ],
  'src/cli': [
    ['findings/', 'inputs/'],
    [
      'generate/',
      'heap/',
      'init/',
      'kconfig/',
      'matrix/',
      'price/',
      'sandbox/',
      'types/',
      'verify/',
    ],
    ['menuconfig/', 'replay/'],
    ['fit/'],
    ['commands/'],
  ],
};

/** Whose modules each of these may import. */
const MAY_IMPORT = {
  generator: ['generator'],
  templates: ['templates'],
  src: ['src', 'generator'],
  bench: ['bench', 'src', 'generator', 'test/support'],
};

const startOf = (path) => `^${path.replaceAll('.', '\\.')}${path.endsWith('/') ? '' : '$'}`;

/** One rule for each entry of a floor: it imports nothing from the floors above. */
function upwardImports([root, floors]) {
  const paths = floors.map((floor) => floor.map((entry) => `${root}/${entry}`));
  return paths.slice(0, -1).flatMap((floor, i) =>
    floor.map((path) => ({
      name: `no-imports-upwards-from-${path}`,
      severity: 'error',
      from: { path: startOf(path) },
      to: {
        path: paths
          .slice(i + 1)
          .flat()
          .map(startOf),
      },
    })),
  );
}

/** Throws for a file or folder that is on no floor. */
function requireFloor(root, floors, isEntry) {
  if (!existsSync(root)) return;
  for (const found of readdirSync(root, { withFileTypes: true }).filter(isEntry)) {
    const entry = found.isDirectory() ? `${found.name}/` : found.name;
    const path = `${root}/${entry}`;
    if (!floors.some((floor) => floor.includes(entry)))
      throw new Error(`${path} is on no floor. Say which in .dependency-cruiser.js.`);
  }
}

const isFolder = (entry) => entry.isDirectory();
const isFolderOrModule = (entry) => entry.isDirectory() || entry.name.endsWith('.ts');

for (const [root, floors] of Object.entries(FLOORS)) requireFloor(root, floors, isFolderOrModule);
for (const [root, floors] of Object.entries(INNER_FLOORS)) requireFloor(root, floors, isFolder);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Imports of types count. Move what both files need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries({ ...FLOORS, ...INNER_FLOORS }).flatMap(upwardImports),
    {
      name: 'versions-of-malloc-stay-apart',
      comment: 'What two versions need is in templates/chunk/ or templates/allocator/.',
      severity: 'error',
      from: { path: '^templates/allocator/([^/]+)/' },
      to: { path: '^templates/allocator/[^/]+/', pathNot: '^templates/allocator/$1/' },
    },
    {
      name: 'no-imports-past-the-index-of-generator/kconfig',
      comment:
        'The Kconfig library could be published alone. Export from its index what others need.',
      severity: 'error',
      from: { pathNot: '^(generator/kconfig|test/generator/kconfig)/' },
      to: { path: '^generator/kconfig/(?!index\\.ts$)' },
    },
    {
      name: 'no-drafts-outside-generator/kconfig/tree',
      comment: 'A tree that has been built never changes.',
      severity: 'error',
      from: { pathNot: '^generator/kconfig/tree/' },
      to: { path: '^generator/kconfig/tree/draft\\.ts$' },
    },
    {
      name: 'no-nodejs-in-generator/kconfig',
      comment: 'What needs Node.js is in generator/kconfig/node/, and asks for it at run time.',
      severity: 'error',
      from: { path: '^generator/(kconfig/(?!node/)|text/)' },
      to: { path: ['^generator/files/', '^(node:|fs$|path$|child_process$|buffer$)'] },
    },
    ...Object.entries(MAY_IMPORT).map(([root, others]) => ({
      name: `no-imports-into-${root}`,
      comment: `${root}/ imports from ${others.join('/, ')}/ alone.`,
      severity: 'error',
      from: { path: `^${root}/` },
      to: {
        path: '^(generator|templates|src|bench|test|examples|dist)/',
        pathNot: others.map((other) => `^${other}/`),
      },
    })),
  ],
  options: {
    // TypeScript 7 has no API for other programs.
    parser: 'swc',
    // Imports of types are gone from what swc makes of a module.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures)/' },
  },
};
