import { MallocgenError } from '../../error.ts';
import { configure, readDefconfig, type KconfigTree } from '../../kconfig/index.ts';
import { lowerPhase, wasmGoal } from '../../lower-phase.ts';
import {
  compressedSizes,
  measure,
  staticDataSize,
  weigh,
  type SizeReport,
} from '../../measure/index.ts';
import {
  PHASES,
  enabledPhases,
  groupSymbols,
  phaseOptions,
  type BuildOptions,
  type Phase,
} from '../../options/index.ts';
import { configurationName } from '../../output/configuration-name.ts';
import { outputName } from '../../output/output-name.ts';
import { readTree, srctreeOf, type TreeRequest } from '../../read-tree.ts';
import { REFUSED_WARNINGS } from '../../refused-warnings.ts';
import {
  createSpecialiser,
  openTemplates,
  type Measurable,
  type Specialiser,
  type Templates,
} from '../../specialise/index.ts';
import { WasmTargetError, type Goal, type WasmRequest } from '../../wasm/index.ts';
import type { MatrixFailure, MatrixWarning, Sizes } from '../matrix.ts';

/** What all configurations of a matrix have in common. All but `tree` is plain data, which other threads get. */
export interface MatrixInput extends TreeRequest {
  /** The folder of the template modules. */
  readonly templates: string;
  readonly allowShell: boolean;
  /** Where the build stored them parsed; otherwise they are parsed again. */
  readonly parsedTemplates: string;
  /** What `$(NAME)` in the Kconfig tree reads. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without it, every phase that a configuration enables. */
  readonly phases: readonly Phase[] | undefined;
  /** The modules that are made of each phase; without it, JavaScript. */
  readonly wasm?: WasmRequest | undefined;
}

/** One phase of a configuration. */
export interface WantedPhase {
  readonly configuration: string;
  readonly options: BuildOptions;
  /** Values of the symbols that set several options by default. */
  readonly groups: Readonly<Record<string, boolean>>;
  /** For WebAssembly: what the module should be. */
  readonly goal?: Goal | undefined;
}

/** Why a phase has no WebAssembly form. */
export interface Refusal {
  /** As `MCHECK_BACKTRACE=y`. */
  readonly blamed?: string;
  readonly message: string;
}

/** What a list of configurations asks for. */
export interface Plan {
  readonly wanted: readonly WantedPhase[];
  readonly failures: readonly MatrixFailure[];
  readonly warnings: readonly MatrixWarning[];
}

/** Does the kinds of work that a matrix is made of. */
export interface Worker {
  /** Evaluates configurations: the absolute paths of their defconfigs. */
  plan(defconfigs: readonly string[]): Promise<Plan>;
  /** Makes and measures one variant. */
  build(options: BuildOptions): Promise<SizeReport>;
  /** The same without the bytes of each function. */
  weigh(options: BuildOptions): Promise<Sizes>;
  /** Makes `malloc.wasm` of one variant. */
  lower(options: BuildOptions, goal: Goal): Promise<Sizes | Refusal>;
  end(): Promise<void>;
}

/** A worker in this thread. It reads the tree and the templates when they are first needed. */
export function createWorker(input: MatrixInput): Worker {
  let tree: KconfigTree | undefined;
  let templates: Promise<Templates> | undefined;
  let specialiser: Promise<Specialiser> | undefined;
  const srctree = srctreeOf(input);

  const planOne = (defconfig: string): Plan => {
    const configuration = configurationName(defconfig);
    const wanted: WantedPhase[] = [];
    const failures: MatrixFailure[] = [];
    const warnings: MatrixWarning[] = [];
    const attempt = (phase: Phase | undefined, work: () => void): void => {
      try {
        work();
      } catch (error) {
        if (!(error instanceof MallocgenError)) throw error;
        const { code, message } = error;
        failures.push({ configuration, ...(phase && { phase }), code, message });
      }
    };
    attempt(undefined, () => {
      // A name that no folder can have is the fault of this configuration alone.
      outputName(defconfig);
      tree ??= readTree(input);
      const values = configure(tree, readDefconfig(defconfig, { roots: [srctree] }), {
        deny: REFUSED_WARNINGS,
      });
      for (const { code, position, message, symbol } of values.diagnostics) {
        const { file, line, column } = position;
        warnings.push({
          configuration,
          code,
          file,
          line,
          column,
          message,
          ...(symbol !== undefined && { symbol }),
        });
      }
      const enabled = enabledPhases(values);
      for (const phase of PHASES) {
        if (!enabled.includes(phase) || input.phases?.includes(phase) === false) continue;
        attempt(phase, () => {
          const groups = groupSymbols(values, phase);
          const options = phaseOptions(values, phase);
          const goal = input.wasm ? { goal: wasmGoal(values, options) } : {};
          wanted.push({ configuration, options, groups, ...goal });
        });
      }
    });
    return { wanted, failures, warnings };
  };

  const opened = (): Promise<Templates> =>
    (templates ??= openTemplates(input.templates, input.parsedTemplates));

  const made = async (options: BuildOptions): Promise<Measurable> => {
    specialiser ??= opened().then((each) => createSpecialiser(each));
    return (await specialiser).price(options);
  };

  const lower = async (options: BuildOptions, goal: Goal): Promise<Sizes | Refusal> => {
    try {
      const { wasm } = await lowerPhase(await opened(), options, goal, input.wasm);
      const { javascript } = await made(options);
      const [sizes, staticData] = await Promise.all([
        compressedSizes(wasm),
        staticDataSize(javascript),
      ]);
      return { raw: wasm.byteLength, ...sizes, staticData };
    } catch (error) {
      if (!(error instanceof WasmTargetError)) throw error;
      const { blamed, message } = error;
      return { ...(blamed !== undefined && { blamed }), message };
    }
  };

  return {
    plan: async (defconfigs) => {
      const plans = defconfigs.map(planOne);
      return {
        wanted: plans.flatMap((plan) => plan.wanted),
        failures: plans.flatMap((plan) => plan.failures),
        warnings: plans.flatMap((plan) => plan.warnings),
      };
    },
    build: async (options) => measure(await made(options)),
    weigh: async (options) => weigh(await made(options)),
    lower,
    end: async () => {},
  };
}
