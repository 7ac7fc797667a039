import { PHASES } from '../../../generator/options/phase.ts';
import { command } from '../command.ts';
import {
  CONFIGS_OPTION,
  DEFCONFIG_OPTION,
  TREE_OPTIONS,
  WARNINGS_OPTION,
  WASM_OPTIONS,
} from '../inputs/options.ts';

/** The main job: from a defconfig to measured modules in `out/NAME`. */
export const generateCommand = command({
  name: '$0',
  usage: `Usage: $0 --defconfig NAME_defconfig [options]

Makes a memory allocator for each phase of a configuration, writes the modules to out/NAME and prints their sizes.`,
  options: {
    defconfig: { ...DEFCONFIG_OPTION.defconfig, demandOption: true },
    phase: {
      array: true,
      choices: PHASES,
      requiresArg: true,
      describe: 'Make only this phase; may be repeated. Without it, every phase that is enabled',
    },
    out: {
      type: 'string',
      requiresArg: true,
      default: 'out',
      describe: 'The folder to write NAME in. NAME is replaced as a whole, or not at all',
    },
    target: {
      choices: ['javascript', 'wasm'],
      requiresArg: true,
      default: 'javascript',
      describe: 'wasm: also write malloc.wasm, with JavaScript that loads it (docs/wasm.md)',
    },
    ...WASM_OPTIONS,
    format: {
      choices: ['table', 'json'],
      requiresArg: true,
      default: 'table',
      describe: 'What to print: a table, or JSON with the manifest and the warnings',
    },
    strict: {
      type: 'boolean',
      default: false,
      describe: 'Treat every warning about the configuration as an error',
    },
    fragment: {
      array: true,
      type: 'string',
      requiresArg: true,
      describe:
        'A file whose lines replace those of the configuration: a path, or a name in --configs; may be repeated, the last one last',
    },
    'binding-functions': {
      type: 'boolean',
      default: false,
      describe:
        'Export malloc_start(), malloc_end() and malloc_brk() too, for bundlers that copy values (docs/ready-made.md)',
    },
    'trace-passes': {
      type: 'string',
      requiresArg: true,
      describe:
        'A folder for what each pass of the specialiser makes of the program (docs/specialiser.md)',
    },
    ...CONFIGS_OPTION,
    ...TREE_OPTIONS,
    ...WARNINGS_OPTION,
  },
  examples: [
    ['$0 --defconfig sandbox_defconfig', 'every phase of configs/sandbox_defconfig'],
    ['$0 --defconfig my/board_defconfig --out build', 'a file of your own, to build/board'],
    ['$0 --defconfig sandbox_vpl_defconfig --phase spl --phase tpl', 'two phases of four'],
    ['$0 --defconfig small_defconfig --fragment my/debug.config', 'with lines of another file'],
    ['$0 --defconfig small_defconfig --format json', 'the sizes, for a program to read'],
    ['$0 --defconfig default_defconfig --target wasm', 'also as WebAssembly'],
  ],
  async run(args, host) {
    const { runGenerate } = await import('../generate/run-generate.ts');
    return runGenerate(args, host);
  },
});
