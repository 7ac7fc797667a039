import type { Program } from './program.ts';

/** The parts of specialising; see `passes/pipeline.ts`. */
export type Stage = 'instantiate' | 'simplify' | 'compact';

/** A pass that changed the program. */
export interface PassEvent {
  readonly stage: Stage;
  /** From 1, in rounds that are repeated until no pass changes anything. */
  readonly round: number | undefined;
  /** The rules that changed something: several if they share a walk over the tree. */
  readonly rules: readonly string[];
  /** Undefined for the first program. */
  readonly before: Program | undefined;
  readonly after: Program;
}

export type PassObserver = (event: PassEvent) => void;
