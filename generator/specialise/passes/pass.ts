import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Program } from '../program.ts';
import type { Rewriting } from '../rewrite.ts';
import type { Session } from '../session.ts';

/** What every rule has in the table of passes. */
interface Rule {
  /** The name of its file, of its folder of fixtures and of its entry in docs/specialiser.md. */
  readonly name: string;
  /** What it does, in one line. */
  readonly does: string;
  /** Why it has its place: what it needs of earlier rules, and what it would spoil for later ones. */
  readonly order: string;
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

/** A step of a stage: a pass, several rules in one walk, or passes repeated until none changes anything. */
export type Step =
  Pass | { readonly walk: readonly RewritingRule[] } | { readonly rounds: readonly Pass[] };
