import { withBindingFunctions } from '../../generator/binding-functions.ts';
import {
  specialisePhases,
  type PhaseProduct,
  type Specialisation,
} from '../../generator/generate.ts';
import type { Diagnostic } from '../../generator/kconfig/index.ts';
import type { SizeReport } from '../../generator/measure/index.ts';
import type { BuildOptions, Phase } from '../../generator/options/index.ts';
import { moduleTexts, sourceMapBetween, type SourceMap } from '../../generator/output/index.ts';
import { TRUE_OR_FALSE, type Kinds } from '../checked-options.ts';
import { packageVersion } from '../package-root.ts';
import { checkRequest, CONFIGURATION_KINDS, PHASE, PHASE_LIST } from './check.ts';
import { locateRequest, type ConfigurationOptions } from './request.ts';

/** What modules to make. */
interface ModuleOptions extends ConfigurationOptions {
  /**
   * Whether the modules also export `malloc_start()`, `malloc_end()` and `malloc_brk()`, which return
   * `mem_malloc_start`, `mem_malloc_end` and `mem_malloc_brk`: for a library whose bundle may not keep these
   * live. Not by default. The command does not write such modules.
   */
  readonly bindingFunctions?: boolean | undefined;
}

export interface GenerateOptions extends ModuleOptions {
  /** The phases to make. Without it, every phase that the configuration enables. */
  readonly phases?: readonly Phase[] | undefined;
}

export interface GenerateModuleOptions extends ModuleOptions {
  /** The phase to make; `u-boot`, which is U-Boot proper, if not given. */
  readonly phase?: Phase | undefined;
}

const MODULE_KINDS: Kinds<ModuleOptions> = {
  ...CONFIGURATION_KINDS,
  bindingFunctions: TRUE_OR_FALSE,
};
const GENERATE_KINDS: Kinds<GenerateOptions> = { ...MODULE_KINDS, phases: PHASE_LIST };
const GENERATE_MODULE_KINDS: Kinds<GenerateModuleOptions> = { ...MODULE_KINDS, phase: PHASE };

/** The allocator of one phase. The texts are those of the files that the command writes, byte for byte. */
export interface GeneratedModule {
  readonly phase: Phase;
  /** The options that it was made with. */
  readonly options: BuildOptions;
  /** `malloc.js`: an ES module without imports. */
  readonly js: string;
  /** `malloc.ts`: the same for reading, with types and comments. */
  readonly ts: string;
  /** `malloc.d.ts`: declarations with documentation. */
  readonly dts: string;
  /** Names of the exported values. */
  readonly exports: readonly string[];
  /** Those of them that the measured program imports. */
  readonly measured: readonly string[];
  /** Members of what `createMalloc()` returns, where that is exported; otherwise none. */
  readonly members: readonly string[];
  /**
   * The bytes of the measured functions, and of the static data. They are counted at the first call.
   * @throws {MeasureError} when the minifier cannot read the module
   */
  sizes(): Promise<SizeReport>;
  /**
   * The source map from `js` to `ts`, which it contains. It is made at each call.
   * @param source the name of `ts` in the map; `malloc.ts` if not given
   */
  sourceMap(source?: string): SourceMap;
}

/** What was read to make modules, and what its author should know. */
export interface Reading {
  /** NAME of `NAME_defconfig` and `NAME.defconfig`. */
  readonly name: string;
  /** The text of the `.config`: the value of every symbol. */
  readonly config: string;
  /**
   * Absolute paths of all files that were read, in that order: configurations with what they include,
   * fragments, every file of the Kconfig tree. A change of one of them may change the result.
   */
  readonly filesRead: readonly string[];
  /** Warnings and notes, each with file, line and column. */
  readonly warnings: readonly Diagnostic[];
  /** Sentences about files that have the name of one that was read, and were not read. */
  readonly notes: readonly string[];
}

export interface Generated extends Reading {
  /** U-Boot proper first. */
  readonly modules: readonly GeneratedModule[];
}

/**
 * Makes a memory allocator for each phase of a configuration, as `mallocgen --defconfig` does, and
 * writes nothing.
 * @throws {MallocgenError} when an input is at fault; `findingsOf()` says where
 */
export async function generate(options: GenerateOptions): Promise<Generated> {
  checkRequest(options, GENERATE_KINDS, 'generate()');
  return await generated(options, options.phases);
}

async function generated(
  options: ModuleOptions,
  phases: readonly Phase[] | undefined,
): Promise<Generated> {
  const { reading, specialisation } = await read(options, phases);
  const modules: GeneratedModule[] = [];
  for await (const product of specialisation.phases) {
    modules.push(await moduleOf(product, specialisation, options.bindingFunctions ?? false));
  }
  return { ...reading, modules };
}

/**
 * Makes the memory allocator for one phase of a configuration, and writes nothing.
 * @throws {MallocgenError} when an input is at fault; `findingsOf()` says where
 */
export async function generateModule(
  options: GenerateModuleOptions,
): Promise<GeneratedModule & Reading> {
  checkRequest(options, GENERATE_MODULE_KINDS, 'generateModule()');
  const { modules, ...reading } = await generated(options, [options.phase ?? 'u-boot']);
  return { ...reading, ...(modules[0] as GeneratedModule) };
}

async function read(
  options: ConfigurationOptions,
  phases: readonly Phase[] | undefined,
): Promise<{ readonly reading: Reading; readonly specialisation: Specialisation }> {
  const files = new Set<string>();
  const { request, notes } = locateRequest(
    {
      ...options,
      onFile(path) {
        files.add(path);
        options.onFile?.(path);
      },
    },
    phases,
  );
  const specialisation = await specialisePhases(request);
  const { common, warnings } = specialisation;
  const { name, config } = common;
  return { reading: { name, config, filesRead: [...files], warnings, notes }, specialisation };
}

async function moduleOf(
  { options, product }: PhaseProduct,
  { common }: Specialisation,
  bindingFunctions: boolean,
): Promise<GeneratedModule> {
  const formatted = await product.formatted();
  const variant = bindingFunctions ? withBindingFunctions(formatted) : formatted;
  const { exports, measured, members } = variant;
  const texts = moduleTexts(common, { options, variant }, `mallocgen ${packageVersion()}`);
  return {
    phase: options.phase,
    options,
    ...texts,
    exports,
    measured,
    members,
    sizes: () => product.sizes(),
    sourceMap: (source = 'malloc.ts') => sourceMapBetween(texts.js, texts.ts, source),
  };
}
