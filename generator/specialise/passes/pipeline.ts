import { aliases } from '../compact/aliases.ts';
import { assignedConditions } from '../compact/assigned-conditions.ts';
import { compoundAssignments } from '../compact/compound-assignments.ts';
import { declareLate } from '../compact/declare-late.ts';
import { earlyReturns } from '../compact/early-returns.ts';
import { functionVariables } from '../compact/function-variables.ts';
import { inlineOnce } from '../compact/inline-once.ts';
import { lastParameters } from '../compact/last-parameters.ts';
import { literalConstants } from '../compact/literal-constants.ts';
import { looseComparisons } from '../compact/loose-comparisons.ts';
import { moveConstants } from '../compact/move-constants.ts';
import { reuseVariables } from '../compact/reuse-variables.ts';
import { shortBooleans } from '../compact/short-booleans.ts';
import { shortConditions } from '../compact/short-conditions.ts';
import { shortErrors } from '../compact/short-errors.ts';
import { shortNumbers } from '../compact/short-numbers.ts';
import { splitObjects } from '../compact/split-objects.ts';
import { variablesFirst } from '../compact/variables-first.ts';
import { calledClosures } from '../simplify/called-closures.ts';
import { constantVariables } from '../simplify/constant-variables.ts';
import { foldProgram } from '../simplify/fold.ts';
import { forwardFunctions } from '../simplify/forward-functions.ts';
import { unusedDeclarations } from '../simplify/unused-declarations.ts';
import { unusedParameters } from '../simplify/unused-parameters.ts';
import { unusedVariables } from '../simplify/unused-variables.ts';
import type { Pass, Rounds, Step } from './pass.ts';

/**
 * The rules of a round. The program after the last round does not depend on their order, which only
 * saves rounds.
 */
const ROUND: readonly Pass[] = [
  {
    name: 'fold',
    does: 'Folds constants, conditions on constants and unreachable statements, and splices blocks.',
    after: {},
    run: foldProgram,
  },
  {
    name: 'unused-declarations',
    does: 'Removes functions, variables, classes and types that are unreachable from the exports.',
    after: {},
    run: unusedDeclarations,
  },
  {
    name: 'unused-variables',
    does: 'Removes variables that are never read, with the assignments to them; effects stay.',
    after: {},
    run: unusedVariables,
  },
  {
    name: 'unused-parameters',
    does: 'Removes parameters that a function never uses, with the arguments of all its calls.',
    after: {},
    run: unusedParameters,
  },
  {
    name: 'constant-variables',
    does: 'Turns a `let` that is never assigned into a `const`.',
    after: {},
    run: constantVariables,
  },
  {
    name: 'called-closures',
    does: 'Replaces the call of an arrow function where it is written by what that does.',
    after: {},
    run: calledClosures,
  },
  {
    name: 'forward-functions',
    does: 'Gives a function that only calls another one the body of that one.',
    after: {},
    run: forwardFunctions,
  },
];

const SIMPLIFYING: Rounds = {
  name: 'simplify',
  does: 'Repeats the rules of a round until none of them changes anything.',
  after: {},
  rounds: ROUND,
};

export const SIMPLIFY: readonly Step[] = [SIMPLIFYING];

/** Not for a factory: its instances have members instead of exports. */
const ALIASES: Pass = {
  name: 'aliases',
  does: 'Declares once what is exported under two names.',
  after: {},
  run: aliases,
};

/**
 * Rules for `malloc.js`, which will be minified. They do what a minifier cannot do when it sees one
 * module without types. The same calls have the same effects in the same order.
 */
export const COMPACT: readonly Step[] = [
  {
    name: 'inline-once',
    does: 'Replaces the only call of a function, or both calls of a short one, by its body.',
    after: {},
    run: inlineOnce,
  },
  {
    name: 'literal-constants',
    does: 'Writes the number of a constant where its name stands.',
    after: {},
    run: literalConstants,
  },
  {
    ...SIMPLIFYING,
    after: {
      'inline-once': 'inlined bodies fold where they are, and their functions are unused',
      'literal-constants': 'numbers fold, and their constants are unused',
    },
  },
  {
    walk: [
      {
        name: 'move-constants',
        does: 'Moves the value of a constant that is used once to its use.',
        after: {
          simplify: 'only then is it known how often an inlined body uses its constants',
        },
        rewriting: moveConstants,
      },
    ],
  },
  {
    name: 'reuse-variables',
    does: 'Lets locals that are not live at the same time share one variable.',
    after: {
      'inline-once': 'the locals of an inlined body share variables with those around it',
      'move-constants': 'a variable that several values share is not a constant any more',
    },
    run: reuseVariables,
  },
  {
    name: 'declare-late',
    does: 'Moves a declaration without value next to another declaration.',
    after: {
      'reuse-variables': 'that rule puts the declarations at the beginning of the function',
    },
    run: declareLate,
  },
  {
    walk: [
      {
        name: 'short-conditions',
        does: 'Leaves out the comparison of an integer with 0 in a condition.',
        after: { simplify: 'only then is a constant that is 0 written as a number' },
        rewriting: shortConditions,
      },
      {
        name: 'compound-assignments',
        does: 'Writes `x = x + y` as `x += y`.',
        after: {
          'reuse-variables': 'declarations become assignments when variables are shared',
        },
        rewriting: compoundAssignments,
      },
      {
        name: 'assigned-conditions',
        does: 'Moves an assignment into the condition that follows it.',
        after: {
          'reuse-variables': 'declarations become assignments when variables are shared',
        },
        rewriting: assignedConditions,
      },
      {
        name: 'loose-comparisons',
        does: 'Compares values of one type with `==`.',
        after: {},
        rewriting: looseComparisons,
      },
      {
        name: 'short-errors',
        does: 'Writes `new Error()` as `Error()`.',
        after: {},
        rewriting: shortErrors,
      },
    ],
  },
  {
    name: 'short-booleans',
    does: 'Returns 1 and 0 for `true` and `false` if only conditions look at the result.',
    after: {},
    run: shortBooleans,
  },
  {
    name: 'split-objects',
    does: 'Gives each property of an exported object a variable, and the object accessors.',
    after: {
      'short-conditions':
        'the type of a property is declared, and that of its variable is not known',
      'loose-comparisons': 'it needs the same types',
    },
    run: splitObjects,
  },
  ALIASES,
  {
    name: 'last-parameters',
    does: 'Removes unused parameters at the end of the list of an exported function.',
    after: {
      aliases: 'two functions are one only if they have the same number of parameters',
    },
    run: lastParameters,
  },
  {
    name: 'early-returns',
    does: 'Writes `if (!x) return; …` as `if (x) { … }`.',
    after: {},
    run: earlyReturns,
  },
  {
    name: 'function-variables',
    does: 'Declares locals with `var`.',
    after: {
      'declare-late': 'that rule knows declarations with `let`',
    },
    run: functionVariables,
  },
  {
    name: 'variables-first',
    does: "Puts the module's variables together.",
    after: {
      'split-objects': 'the variables of properties join the others',
    },
    run: variablesFirst,
  },
  {
    walk: [
      {
        name: 'short-numbers',
        does: 'Writes a number near a power of two as a sum.',
        after: {
          simplify: 'folding would compute the sum again',
          aliases: 'variables are compared by the literals that they begin with',
          'variables-first': 'only a variable that begins with a literal may move',
        },
        rewriting: shortNumbers,
      },
    ],
  },
];

export const COMPACT_FACTORY: readonly Step[] = COMPACT.filter((step) => step !== ALIASES);
