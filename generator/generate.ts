import { dirname, resolve } from 'node:path';

import { withBindingFunctions } from './binding-functions.ts';
import { writeConfig, type Diagnostic } from './kconfig/index.ts';
import {
  PHASES,
  canonicalForm,
  enabledPhases,
  phaseOptions,
  type BuildOptions,
  type Phase,
} from './options/index.ts';
import { outputName, templatesDigest, type Generated, type PhaseBuild } from './output/index.ts';
import { lowerPhase, wasmGoal } from './lower-phase.ts';
import { Product } from './product.ts';
import {
  readConfiguration,
  type ConfigurationReading,
  type ConfigurationRequest,
} from './read-configuration.ts';
import { compressedSizes } from './measure/index.ts';
import { withSharedMemory } from './shared-memory.ts';
import {
  formatText,
  openTemplates,
  specialise,
  type PassEvent,
  type Templates,
  type Variant,
} from './specialise/index.ts';
import { glueDeclarations, type Goal, type WasmBuild, type WasmRequest } from './wasm/index.ts';

/** One configuration to generate from. Paths are absolute or relative to the current folder. */
export interface GenerateRequest extends ConfigurationRequest {
  /** The folder of the program: a manifest names its files as such, wherever it is installed. */
  readonly own?: string;
  /** The folder of the template modules. */
  readonly templates: string;
  /** A file that may hold them parsed; it counts only where it is about the same modules. */
  readonly parsedTemplates?: string;
  /** Gives the templates, to a caller who keeps them; without it, they are read from these files. */
  readonly openTemplates?: () => Promise<Templates>;
  /** By default, every phase that the configuration enables. */
  readonly phases?: readonly Phase[];
  /** Export functions beside the exports whose values change; see `withBindingFunctions()`. */
  readonly bindingFunctions?: boolean;
  /** Make WebAssembly modules too. */
  readonly wasm?: WasmRequest | undefined;
  /** Called after each pass of the specialiser that changed the program of a phase. */
  readonly onPass?: (phase: Phase, event: PassEvent) => void;
}

/** What was generated from one configuration, and warnings for its author. */
export interface Generation {
  readonly generated: Generated;
  readonly warnings: readonly Diagnostic[];
}

/** The variants of one configuration, of which nothing has been formatted or measured. */
export interface Specialisation {
  /** All that is generated, except the builds. */
  readonly common: Omit<Generated, 'builds'>;
  readonly warnings: readonly Diagnostic[];
  readonly reading: ConfigurationReading;
  /** Reads the templates, or gives those that have been read. */
  readonly templates: () => Promise<Templates>;
  /** U-Boot proper first. Phases with the same options share their product. */
  readonly phases: AsyncIterable<PhaseProduct>;
}

export interface PhaseProduct {
  readonly options: BuildOptions;
  readonly product: Product;
}

/**
 * The main job, from a defconfig to measured variants. Writes nothing; calls `onStep` with each step that
 * begins.
 * Throws a `MallocgenError` when an input is at fault.
 */
export async function generate(
  request: GenerateRequest,
  onStep: (step: string) => void = () => {},
): Promise<Generation> {
  const { common, warnings, reading, phases, templates } = await specialisePhases(request, onStep);
  const { configuration } = reading;
  const builds: PhaseBuild[] = [];
  for await (const { options, product } of phases) {
    // The minifier is a program of its own and works meanwhile.
    const [sizes, variant] = await Promise.all([product.sizes(), product.formatted()]);
    if (request.wasm !== undefined) onStep(`Lowering ${options.phase} to WebAssembly`);
    const goal = wasmGoal(configuration, options);
    const wasm =
      request.wasm && (await wasmOf(await templates(), options, variant, goal, request.wasm));
    const written = request.bindingFunctions === true ? withBindingFunctions(variant) : variant;
    builds.push({ options, variant: written, sizes, wasm });
  }
  return { generated: { ...common, builds }, warnings };
}

/** The variant as a WebAssembly module. */
async function wasmOf(
  templates: Templates,
  options: BuildOptions,
  { declarations }: Variant,
  goal: Goal,
  request: WasmRequest,
): Promise<WasmBuild> {
  const lowered = await lowerPhase(templates, options, goal, request);
  const [javascript, types, sizes] = await Promise.all([
    formatText(lowered.javascript),
    formatText(glueDeclarations(declarations, request.memory)),
    compressedSizes(lowered.wasm),
  ]);
  return {
    ...lowered,
    javascript,
    declarations: types,
    address: request.address,
    memory: request.memory ?? 'imported',
    sizes: { raw: lowered.wasm.byteLength, ...sizes },
  };
}

/**
 * The same up to the variants, each of which is made when the iteration comes to it.
 * Throws a `MallocgenError` when an input is at fault.
 */
export async function specialisePhases(
  request: GenerateRequest,
  onStep: (step: string) => void = () => {},
): Promise<Specialisation> {
  const { fragments = [], bindingFunctions = false } = request;
  const name = outputName(request.defconfig);

  onStep('Reading the configuration');
  const reading = readConfiguration(request);
  const { configuration, warnings, srctree } = reading;
  const dialect = configuration.tree.dialect.name;
  const phases = request.phases ?? enabledPhases(configuration);
  const options = PHASES.filter((phase) => phases.includes(phase)).map((phase) =>
    phaseOptions(configuration, phase),
  );

  onStep('Loading the templates');
  let opened: Promise<Templates> | undefined;
  const once = (): Promise<Templates> => (opened ??= templatesOf(request));
  return {
    common: {
      name,
      sources: {
        defconfig: resolve(request.defconfig),
        ...(fragments.length === 0 ? {} : { fragments: fragments.map((file) => resolve(file)) }),
        kconfig: resolve(request.kconfig),
        ...(srctree === dirname(request.kconfig) ? {} : { srctree: resolve(srctree) }),
        ...(dialect === 'u-boot' ? {} : { dialect }),
      },
      own: request.own,
      ...(bindingFunctions && { bindingFunctions }),
      config: writeConfig(configuration),
      templates: templatesDigest(request.templates, request.parsedTemplates),
    },
    warnings,
    reading,
    templates: once,
    phases: productsOf(options, once, request, onStep),
  };
}

function templatesOf(request: GenerateRequest): Promise<Templates> {
  return request.openTemplates?.() ?? openTemplates(request.templates, request.parsedTemplates);
}

async function* productsOf(
  views: readonly BuildOptions[],
  open: () => Promise<Templates>,
  { onPass }: GenerateRequest,
  onStep: (step: string) => void,
): AsyncGenerator<PhaseProduct> {
  const templates = await open();
  const products = new Map<string, Product>();
  for (const options of views) {
    onStep(`Specialising and measuring ${options.phase}`);
    const form = canonicalForm(options);
    // The passes are wanted for each phase.
    const known = onPass === undefined ? products.get(form) : undefined;
    const observer = onPass && ((event: PassEvent) => onPass(options.phase, event));
    const product =
      known ?? new Product(withSharedMemory(specialise(templates, options, observer), options));
    products.set(form, product);
    yield { options, product };
  }
}
