import type { KnownFacts } from '../fold/create-constant-folder.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import type { TemplateOptions } from '../options.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { assignedConditions } from './assigned-conditions.ts';
import { compoundAssignments } from './compound-assignments.ts';
import { declareLate } from './declare-late.ts';
import { earlyReturns } from './early-returns.ts';
import { inlineOnce } from './inline-once.ts';
import { lastParameters } from './last-parameters.ts';
import { literalConstants } from './literal-constants.ts';
import { moveConstants } from './move-constants.ts';
import { reuseVariables } from './reuse-variables.ts';
import { rewrite } from './rewrite.ts';
import { shortBooleans } from './short-booleans.ts';
import { shortConditions } from './short-conditions.ts';
import { shortErrors } from './short-errors.ts';
import { shortNumbers } from './short-numbers.ts';
import { splitObjects } from './split-objects.ts';
import { variablesFirst } from './variables-first.ts';

/**
 * The program as it goes to `malloc.js`, which is going to be minified: what a minifier that looks at
 * one module does not do is done here. The same calls have the same effects in the same order.
 *
 * @param unmeasured exports that most programs do not import, and that may cost more for those who do
 */
export function compactProgram(
  program: Program,
  options: TemplateOptions,
  learnt: KnownFacts,
  unmeasured: ReadonlySet<Binding>,
): Program {
  const literal = literalConstants(inlineOnce(program, options, learnt), options, learnt);
  const moved = moveConstants(literal, options, learnt);
  const reused = declareLate(reuseVariables(moved, options, learnt));
  const fold = constantFolderOf(reused, options, learnt);
  const rewritten = rewrite(reused, [
    shortConditions(fold.facts),
    compoundAssignments(fold),
    assignedConditions,
    shortErrors,
  ]);
  const split = splitObjects(shortBooleans(rewritten), unmeasured);
  const short = earlyReturns(lastParameters(split));
  // Behind all that looks at literals.
  return rewrite(variablesFirst(short), [shortNumbers]);
}
