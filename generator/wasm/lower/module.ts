import type binaryen from 'binaryen';
import type { Binding } from '../../specialise/syntax/binding.ts';
import { Demands } from '../kinds/demand.ts';
import type { Inference } from '../kinds/infer.ts';
import type { Kind } from '../kinds/kind.ts';
import { scaledSlots } from '../kinds/scales.ts';
import type { View } from '../kinds/views.ts';
import { constant } from './convert.ts';
import type { Goal } from '../goal.ts';
import type { Place } from './emitter.ts';
import { addFunction, typeOfVariable, type Module } from './function.ts';
import { Hosts, type Host } from './hosts.ts';
import type { Representation } from './representation.ts';
import { localLengths } from './lengths.ts';
import { throwingFunctions } from './throwing.ts';

export interface ModuleOptions {
  /** The memory is shared between threads. */
  readonly isShared: boolean;
  readonly goal: Goal;
  /** Links in the memory lead to words; otherwise what is read may be anything. */
  readonly isTrusted: boolean;
  /** The address of the static data is a constant of the code. */
  readonly isFixed: boolean;
  /** Pages that a memory of its own begins with; undefined if the memory is imported. */
  readonly ownPages: number | undefined;
  /** The names of the exports that are kept. */
  readonly exports: readonly string[];
  /** Only to see whether everything can be lowered. */
  readonly isTrial?: boolean;
}

/** The largest functions that are repeated in their callers, in expressions. */
interface Repeated {
  /** In each round of the optimiser, as far as it leads. */
  readonly always: number | undefined;
  /** Once, before the rounds that make the code short. */
  readonly first: number | undefined;
}

const NOT_REPEATED: Repeated = { always: undefined, first: undefined };

/**
 * What is repeated for each goal. More would make default-32 at byte 0 larger than 1750 bytes of brotli where speed
 * counts, and than 1400 where size does. A short module for any address is larger than that without.
 */
const REPEATED: Readonly<Record<Goal, { readonly fixed: Repeated; readonly any: Repeated }>> = {
  least: { fixed: NOT_REPEATED, any: NOT_REPEATED },
  size: { fixed: { always: undefined, first: 80 }, any: NOT_REPEATED },
  speed: { fixed: { always: 150, first: undefined }, any: { always: 60, first: undefined } },
};

/** The module as bytes, after optimisation. */
function optimised(
  tool: typeof binaryen,
  m: binaryen.Module,
  { always, first }: Repeated,
): Uint8Array {
  // What is set holds for all modules of the process.
  const before = [
    tool.getFlexibleInlineMaxSize(),
    tool.getAllowInliningFunctionsWithLoops(),
    tool.getGenerateStackIR(),
    tool.getOptimizeStackIR(),
  ] as const;
  const aimFor = (quick: boolean): void => {
    tool.setOptimizeLevel(quick ? 3 : 2);
    tool.setShrinkLevel(quick ? 0 : 2);
  };
  const repeatUpTo = (size: number): void => {
    tool.setFlexibleInlineMaxSize(size);
    tool.setAllowInliningFunctionsWithLoops(true);
  };
  const repeatAsBefore = (): void => {
    tool.setFlexibleInlineMaxSize(before[0]);
    tool.setAllowInliningFunctionsWithLoops(before[1]);
  };
  tool.setDebugInfo(false);
  tool.setGenerateStackIR(true);
  tool.setOptimizeStackIR(true);
  if (always !== undefined || first !== undefined) repeatNoExports(tool, m);
  try {
    if (first !== undefined) {
      // Where size counts, the optimiser repeats nothing.
      aimFor(true);
      repeatUpTo(first);
      m.runPasses(['inlining-optimizing']);
      repeatAsBefore();
    }
    aimFor(always !== undefined);
    if (always !== undefined) repeatUpTo(always);
    // A round finds what the one before has uncovered; after four hardly anything is left.
    for (let round = 0; round < 4; round += 1) m.optimize();
    return m.emitBinary();
  } finally {
    repeatAsBefore();
    tool.setGenerateStackIR(before[2]);
    tool.setOptimizeStackIR(before[3]);
  }
}

/** An exported function stays in the module in any case, so each caller that has its body adds all of it. */
function repeatNoExports(tool: typeof binaryen, m: binaryen.Module): void {
  for (let i = 0; i < m.getNumExports(); i += 1) {
    const { kind, value } = tool.getExportInfo(m.getExportByIndex(i));
    if (kind !== tool.ExternalFunction) continue;
    tool.setPassArgument('no-inline', value);
    m.runPasses(['no-inline']);
  }
  tool.clearPassArguments();
}

/** A variable of the module that users see, or that the JavaScript side reads. */
export interface Global {
  readonly name: string;
  readonly type: Representation;
  readonly kind: Kind;
}

export interface EmittedModule {
  readonly wasm: Uint8Array;
  readonly hosts: readonly Host[];
  readonly globals: ReadonlyMap<Binding, Global>;
}

/** Prints a program whose kinds are known as a module. */
export function emitModule(
  tool: typeof binaryen,
  known: Inference,
  names: (binding: Binding) => string,
  { isShared, isTrusted, isFixed, ownPages, goal, exports, isTrial = false }: ModuleOptions,
): EmittedModule {
  const m = new tool.Module();
  try {
    const { Features } = tool;
    m.setFeatures(
      Features.MutableGlobals |
        Features.NontrappingFPToInt |
        Features.SignExt |
        Features.BulkMemory |
        Features.BulkMemoryOpt |
        Features.ExceptionHandling |
        (isShared ? Features.Atomics : 0),
    );
    // A shared memory needs a maximum; 4 GiB accepts every one.
    m.setMemory(
      ownPages ?? 0,
      isShared ? 65536 : -1,
      ownPages === undefined ? null : 'memory',
      [],
      isShared,
    );
    if (ownPages === undefined) m.addMemoryImport('0', 'env', 'memory', isShared);
    const demands = new Demands(known);
    const globals = new Map<Binding, Global>();
    const places = new Map<Binding, Place>();
    const addVariable = (binding: Binding, name: string, kind: Kind, value: number): void => {
      const type = typeOfVariable(binding, kind, { demands });
      m.addGlobal(name, tool[type], true, constant({ m }, value, type));
      places.set(binding, { is: 'global', name, type });
      globals.set(binding, { name, type, kind });
    };
    const lengths = localLengths(known);
    const addView = (view: View): void => {
      addVariable(view.base, view.base.name, known.kind(view.base), 0);
      if (!lengths.has(view.length))
        addVariable(view.length, view.length.name, known.kind(view.length), 0);
    };
    for (const { binding, keyword, init } of known.unit.variables.values()) {
      const kind = known.kind(binding);
      const view = known.view(binding);
      if (view !== undefined) addView(view);
      else if (keyword === 'let' && kind.is !== 'never')
        addVariable(binding, names(binding), kind, init?.kind === 'number' ? init.value : 0);
    }
    for (const [member, value] of known.unit.members)
      addVariable(member, member.name, known.kind(member), value);
    const hosts = new Hosts();
    const module: Module = {
      binaryen: tool,
      m,
      known,
      demands,
      hosts,
      goal,
      isShared,
      throwing: throwingFunctions(known, known.called),
      scaled: isTrusted ? scaledSlots(known) : new Set(),
      lengths,
      functionName: names,
      global: (binding) => places.get(binding),
    };
    for (const [binding, prepared] of known.reached) addFunction(module, binding, prepared);
    for (const host of hosts.all())
      m.addFunctionImport(
        host.name,
        'env',
        host.name,
        tool.createType(host.parameters.map(({ type }) => tool[type])),
        host.result === undefined ? tool.none : tool[host.result],
      );
    for (const [binding, name] of known.unit.roots) {
      if (!exports.includes(name)) continue;
      if (known.reached.has(binding)) m.addFunctionExport(names(binding), name);
      const global = globals.get(binding);
      if (global !== undefined) m.addGlobalExport(global.name, name);
    }
    for (const member of known.unit.members.keys()) m.addGlobalExport(member.name, member.name);
    if (isTrial) return { wasm: new Uint8Array(), hosts: hosts.all(), globals };
    if (!m.validate()) throw new Error('the module is not valid');
    const repeated = REPEATED[goal][isFixed ? 'fixed' : 'any'];
    return { wasm: optimised(tool, m, repeated), hosts: hosts.all(), globals };
  } finally {
    m.dispose();
  }
}
