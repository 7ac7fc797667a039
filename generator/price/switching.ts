import type { AssignedValue, Change, Session } from '../kconfig/index.ts';
import { MallocgenError } from '../error.ts';
import { wasmGoal } from '../lower-phase.ts';
import type { Goal } from '../wasm/index.ts';
import { phaseOptions, type BuildOptions, type Phase } from '../options/index.ts';

/** What becomes of a configuration when one symbol is switched. */
export interface Switching {
  /** The symbol's value, as `.config` has it. */
  readonly now: string;
  /** The value that it would get; absent if it cannot be switched. */
  readonly then?: string;
  /** Other symbols that would change with it, in the order of the tree. */
  readonly alsoChanges: readonly Change[];
  /** What the phase would ask of the templates then; absent if that is not a program. */
  readonly options?: BuildOptions;
  /** What its WebAssembly module would be made for. */
  readonly goal?: Goal;
  /** Why there are no options, as a sentence without its dot. */
  readonly reason?: string;
}

/**
 * Switches a symbol in the session, looks, and takes it back. Without a value, y becomes n, and n or m
 * become y; other types have no other value that would be obvious.
 *
 * @throws UnknownSymbolError if the tree does not define the symbol, and AssignedValueError if the value is
 * not one of its type.
 */
export function trySwitch(
  session: Session,
  phase: Phase,
  symbol: string,
  value?: AssignedValue,
): Switching {
  const present = session.get(symbol);
  if (value === undefined && present !== undefined && !isBoolean(present.type)) {
    const example = present.value === '' ? 'VALUE' : present.value;
    const reason = `it has no other value that is obvious: name one, as in ${symbol}=${example}`;
    return { now: present.value, alsoChanges: [], reason };
  }
  const wanted = value ?? (present?.value === 'y' ? 'n' : 'y');
  const { changed, notTaken } = session.set(symbol, wanted);
  try {
    const now = present?.value ?? '';
    if (notTaken !== undefined) return { now, alsoChanges: [], reason: notTaken };
    const then = session.get(symbol)?.value ?? '';
    const alsoChanges = changed.filter(({ name }) => name !== symbol);
    const asked = optionsOf(session, phase);
    const goal = 'options' in asked ? { goal: wasmGoal(session, asked.options) } : {};
    return { now, then, alsoChanges, ...asked, ...goal };
  } finally {
    session.undo();
  }
}

/** What a phase asks of the templates in the session's present state, or why it cannot be made. */
export function optionsOf(
  session: Session,
  phase: Phase,
): { readonly options: BuildOptions } | { readonly reason: string } {
  try {
    return { options: phaseOptions(session, phase) };
  } catch (error) {
    if (error instanceof MallocgenError) return { reason: error.message.replace(/\.$/, '') };
    throw error;
  }
}

function isBoolean(type: string): boolean {
  return type === 'bool' || type === 'tristate';
}
