import type { Condition, Defconfig, Session } from '../kconfig/index.ts';
import { wasmGoal } from '../lower-phase.ts';
import { WasmTargetError, type Goal, type WasmRequest } from '../wasm/index.ts';
import { canonicalForm, PHASE_PREFIX, type BuildOptions, type Phase } from '../options/index.ts';
import { optionsOf, type Bytes, type Measurer, type Program } from '../price/index.ts';
import { agreesWith, type OptionRead } from '../specialise/index.ts';
import { importsFor, missingCalls } from './calls.ts';

/** What a configuration must have. */
export interface Wish {
  readonly phase: Phase;
  readonly calls: readonly string[];
  readonly condition?: Condition | undefined;
  /** Counts the bytes of malloc.wasm, made so; without it, those of a program that imports the calls. */
  readonly wasm?: WasmRequest | undefined;
  /** Bytes of the heap, which is also the pool of a simple malloc. */
  readonly heap?: number | undefined;
  /** How many requests of a trace fail in that heap. */
  readonly failures?: ((options: BuildOptions) => Promise<number>) | undefined;
}

/** A configuration that has the calls and satisfies the condition. */
export interface Candidate {
  readonly config: Defconfig;
  readonly options: BuildOptions;
  /** The names that the variant exports, or that its instances have. */
  readonly exported: ReadonlySet<string>;
  /** What the program needs of it: the calls, and what makes the heap. */
  readonly imports: readonly string[];
  readonly program: Program;
  readonly core: Core;
}

/**
 * The code that a program reaches. Options that it does not ask for make no other program, though they may
 * change the names that a minifier gives, and with them a few bytes.
 */
export interface Core {
  readonly imports: string;
  /** What a WebAssembly module is made for. */
  readonly goal: Goal | undefined;
  readonly reads: readonly OptionRead[];
  /** The first program that has it. */
  readonly program: Program;
}

/** What the templates say about a set of options. */
export interface Templating {
  /** What a variant exports, the members of instances and what makes them included. */
  exportedNames(options: BuildOptions): ReadonlySet<string>;
  /** What the code of some exports asks for. */
  optionsRead(options: BuildOptions, names: ReadonlySet<string>): readonly OptionRead[];
  /** All names that some variant exports. */
  readonly allNames: readonly string[];
  /** What makes instances, in a variant that exports it. */
  readonly factory?: string | undefined;
}

/** The same with its bytes. */
export interface Weighed extends Candidate {
  readonly bytes: Bytes;
}

/** The same with the requests that fail; 0 without a trace. */
export interface Judged extends Weighed {
  readonly failures: number;
}

/** Looks at configurations, weighs them, and counts what it has seen. */
export class Judge {
  readonly wish: Wish;
  readonly #measurer: Measurer;
  readonly #templating: Templating;
  readonly #exported = new Map<string, ReadonlySet<string>>();
  readonly #byForm = new Map<string, Core>();
  readonly #cores: Core[] = [];
  readonly #bytes = new Map<Core, Promise<Bytes>>();
  readonly #refused = new Map<Program, string>();
  readonly #failures = new Map<Core, Promise<number>>();
  readonly #onProgram: (count: number) => void;
  #looks = 0;

  constructor(
    wish: Wish,
    measurer: Measurer,
    templating: Templating,
    onProgram: (count: number) => void,
  ) {
    this.wish = wish;
    this.#measurer = measurer;
    this.#templating = templating;
    this.#onProgram = onProgram;
  }

  /** How many configurations were looked at. */
  get looks(): number {
    return this.#looks;
  }

  /** How many different programs were weighed. */
  get programs(): number {
    return this.#bytes.size;
  }

  /** The present state of the session, or what is wrong with it. */
  look(session: Session): Candidate | { readonly reason: string } {
    const { phase, calls, condition, wasm } = this.wish;
    this.#looks += 1;
    this.#fitPool(session);
    const found = optionsOf(session, phase);
    if ('reason' in found) return found;
    if (condition !== undefined && condition.evaluate(session) === 'n')
      return { reason: 'the expression does not hold' };
    const exported = this.exported(found.options);
    const missing = missingCalls(calls, exported, found.options);
    if (missing.length > 0) return { reason: `${missing.join(', ')} is missing` };
    const imports = importsFor(calls, exported);
    const { options } = found;
    const program =
      wasm === undefined
        ? { options, imports }
        : { options, module: { goal: wasmGoal(session, options), ...wasm } };
    const core = this.#coreOf(program, exported);
    return { config: session.defconfig(), options, exported, imports, program, core };
  }

  exported(options: BuildOptions): ReadonlySet<string> {
    const form = canonicalForm(options);
    const known = this.#exported.get(form) ?? this.#templating.exportedNames(options);
    this.#exported.set(form, known);
    return known;
  }

  /** The bytes of the first program that has the same core. */
  async weigh(candidate: Candidate): Promise<Weighed> {
    const { core } = candidate;
    const known = this.#bytes.get(core) ?? this.#measured(core.program);
    if (!this.#bytes.has(core)) {
      this.#bytes.set(core, known);
      this.#onProgram(this.#bytes.size);
    }
    return { ...candidate, bytes: await known };
  }

  /** The bytes of this very program. */
  measure({ program }: Candidate): Promise<Bytes> {
    return this.#measured(program);
  }

  /** Why a program has no WebAssembly form. */
  refusalOf({ core }: Candidate): string | undefined {
    return this.#refused.get(core.program);
  }

  async #measured(program: Program): Promise<Bytes> {
    try {
      return await this.#measurer.measure(program);
    } catch (error) {
      if (!(error instanceof WasmTargetError)) throw error;
      this.#refused.set(program, error.message);
      return NO_MODULE;
    }
  }

  async judge(weighed: Weighed): Promise<Judged> {
    const { failures } = this.wish;
    if (failures === undefined) return { ...weighed, failures: 0 };
    const { core } = weighed;
    const known = this.#failures.get(core) ?? failures(core.program.options);
    this.#failures.set(core, known);
    return { ...weighed, failures: await known };
  }

  /**
   * The other one, if it is better: fewer failures, then fewer bytes. The trace is run only if the bytes
   * alone do not decide.
   */
  async better(best: Judged, other: Weighed): Promise<Judged | undefined> {
    if (best.failures === 0 && byBytes(other, best) >= 0) return undefined;
    const judged = await this.judge(other);
    const order = judged.failures - best.failures || byBytes(judged, best);
    return order < 0 ? judged : undefined;
  }

  #coreOf(program: Program, names: ReadonlySet<string>): Core {
    const { options } = program;
    const goal = program.module?.goal;
    const form = `${goal} ${canonicalForm(options)}`;
    const known = this.#byForm.get(form);
    if (known !== undefined) return known;
    const { factory = '' } = this.#templating;
    // Instances have all members, and a module has all exports.
    const roots = names.has(factory) ? [...names] : (program.imports ?? [...names]);
    const imports = roots.join(' ');
    const same = (core: Core): boolean =>
      core.imports === imports && core.goal === goal && agreesWith(options, core.reads);
    const core = this.#cores.find(same) ?? {
      imports,
      goal,
      reads: this.#templating.optionsRead(options, new Set(roots)),
      program,
    };
    if (!this.#cores.includes(core)) this.#cores.push(core);
    this.#byForm.set(form, core);
    return core;
  }

  /** A simple malloc takes the length of its pool from the configuration: that of the heap. */
  #fitPool(session: Session): void {
    const { phase, heap } = this.wish;
    if (heap === undefined) return;
    const prefix = PHASE_PREFIX[phase];
    const length = `${prefix}SYS_MALLOC_F_LEN`;
    const isSimple = session.get(`${prefix}SYS_MALLOC_SIMPLE`)?.value === 'y';
    if (!isSimple || session.get(length)?.type !== 'hex') return;
    const wanted = `0x${heap.toString(16)}`;
    if (session.get(length)?.value !== wanted) session.set(length, wanted);
  }
}

/** More than any module has: the bytes of one that cannot be made. */
const NO_MODULE: Bytes = {
  raw: Number.MAX_SAFE_INTEGER,
  gzip: Number.MAX_SAFE_INTEGER,
  brotli: Number.MAX_SAFE_INTEGER,
  staticData: 0,
};

/** Whether the program of these bytes can be made. */
export function isMade({ raw }: Bytes): boolean {
  return raw !== NO_MODULE.raw;
}

/** Orders by bytes after brotli, then without compression, then by static data. */
export function byBytes({ bytes: a }: Weighed, { bytes: b }: Weighed): number {
  return a.brotli - b.brotli || a.raw - b.raw || a.gzip - b.gzip || a.staticData - b.staticData;
}
