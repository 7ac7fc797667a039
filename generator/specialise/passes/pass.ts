import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Program } from '../program.ts';
import type { Rewriting } from '../rewrite.ts';
import type { Session } from '../session.ts';

/** What the table of passes says about every rule. docs/specialiser.md shows it. */
interface Rule {
  /** The name of its file, of its folder of fixtures, and of its entry in docs/specialiser.md. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Rules that must run before it, and why. Others may run in any order. */
  readonly after: Readonly<Record<string, string>>;
}

/** A rule over the whole program. */
export interface Pass extends Rule {
  /** Returns the same program if there is nothing to do. */
  readonly run: (program: Program, session: Session) => Program;
}

/** A rule that rewrites single nodes. */
export interface RewritingRule extends Rule {
  readonly rewriting: (fold: ConstantFolder) => Rewriting;
}

/** Passes that are repeated until none of them changes anything. */
export interface Rounds extends Rule {
  readonly rounds: readonly Pass[];
}

/** Rules that share one walk over the tree: at each node they run in this order. */
export interface Walk {
  readonly walk: readonly RewritingRule[];
}

export type Step = Pass | Rounds | Walk;
