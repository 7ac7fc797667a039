import type { ConstFacts } from '../fold/create-folder.ts';
import { programFolder } from '../fold/program-folder.ts';
import type { TemplateOptions } from '../options.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { assignedConditions } from './assigned-conditions.ts';
import { compoundAssignments } from './compound-assignments.ts';
import { declareLate } from './declare-late.ts';
import { withoutEarlyReturns } from './early-returns.ts';
import { inlineOnce } from './inline-once.ts';
import { dropLastParameters } from './last-parameters.ts';
import { withLiteralConstants } from './literal-constants.ts';
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
 * @param seldom exports that most programs do not import, and that may cost more for those who do
 */
export function compactProgram(
  program: Program,
  options: TemplateOptions,
  learnt: ConstFacts,
  seldom: ReadonlySet<Binding>,
): Program {
  const literal = withLiteralConstants(inlineOnce(program, options, learnt), options, learnt);
  const moved = moveConstants(literal, options, learnt);
  const reused = declareLate(reuseVariables(moved, options, learnt));
  const folder = programFolder(reused, options, learnt);
  const rewritten = rewrite(reused, [
    shortConditions(folder.facts),
    compoundAssignments(folder),
    assignedConditions,
    shortErrors,
  ]);
  const split = splitObjects(shortBooleans(rewritten), seldom);
  const short = withoutEarlyReturns(dropLastParameters(split));
  // Behind all that looks at literals.
  return rewrite(variablesFirst(short), [shortNumbers]);
}
