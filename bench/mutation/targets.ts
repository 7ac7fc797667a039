/** Code to mutate, and the tests that should notice. */
export interface Target {
  readonly name: string;
  /** Folder of the code. */
  readonly folder: string;
  /** Subfolders whose mutants run first, in this order. */
  readonly first: readonly string[];
  /** Folders and files of tests. */
  readonly tests: readonly string[];
  /** Tests that take long, by the start of their name, and the one subfolder for whose mutants they run. */
  readonly only: Readonly<Record<string, string>>;
  /** Modules that write down what they are asked, so that a probe would leave a trace. */
  readonly unprobed: readonly string[];
  /** The code runs as it is, with options that are read at run time, as load-templates.ts does it. */
  readonly isTemplates: boolean;
}

const SPECIALISE: Target = {
  name: 'specialise',
  folder: 'generator/specialise',
  first: ['fold', 'inline', 'compact', 'analyse', 'simplify'],
  tests: ['test/generator/specialise'],
  only: {
    'test/generator/specialise/stored-templates.test.ts': 'load',
    'test/generator/specialise/invariants.test.ts › the passes leave a program in order › the templates':
      'instantiate',
  },
  unprobed: ['memo/traced-memo.ts'],
  isTemplates: false,
};

/** The target that a folder is, by what is in it. */
export function targetOf(folder: string): Target {
  const name = folder.replace(/\/+$/, '');
  if (name === SPECIALISE.folder) return SPECIALISE;
  return {
    name: name.replaceAll('/', '-'),
    folder: name,
    first: [],
    tests: [
      `test/${name}`,
      'test/templates/golden-addresses.test.ts',
      'test/templates/golden-heaps.test.ts',
      'test/templates/calls/malloc.test.ts',
      'test/templates/debug',
      'test/templates/random-calls.test.ts',
    ],
    only: {},
    unprobed: [],
    isTemplates: true,
  };
}
