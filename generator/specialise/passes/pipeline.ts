import { aliases } from '../compact/aliases.ts';
import { assignedConditions } from '../compact/assigned-conditions.ts';
import { compoundAssignments } from '../compact/compound-assignments.ts';
import { declareLate } from '../compact/declare-late.ts';
import { earlyReturns } from '../compact/early-returns.ts';
import { inlineOnce } from '../compact/inline-once.ts';
import { lastParameters } from '../compact/last-parameters.ts';
import { literalConstants } from '../compact/literal-constants.ts';
import { moveConstants } from '../compact/move-constants.ts';
import { reuseVariables } from '../compact/reuse-variables.ts';
import { shortBooleans } from '../compact/short-booleans.ts';
import { shortConditions } from '../compact/short-conditions.ts';
import { shortErrors } from '../compact/short-errors.ts';
import { shortNumbers } from '../compact/short-numbers.ts';
import { splitObjects } from '../compact/split-objects.ts';
import { variablesFirst } from '../compact/variables-first.ts';
import { constantVariables } from '../simplify/constant-variables.ts';
import { foldProgram } from '../simplify/fold.ts';
import { forwardFunctions } from '../simplify/forward-functions.ts';
import { unusedDeclarations } from '../simplify/unused-declarations.ts';
import { unusedParameters } from '../simplify/unused-parameters.ts';
import { unusedVariables } from '../simplify/unused-variables.ts';
import type { Pass, Step } from './pass.ts';

const ROUND: readonly Pass[] = [
  { name: 'fold', does: '', order: '', run: foldProgram },
  { name: 'unused-declarations', does: '', order: '', run: unusedDeclarations },
  { name: 'unused-variables', does: '', order: '', run: unusedVariables },
  { name: 'unused-parameters', does: '', order: '', run: unusedParameters },
  { name: 'constant-variables', does: '', order: '', run: constantVariables },
  { name: 'forward-functions', does: '', order: '', run: forwardFunctions },
];

export const SIMPLIFY: readonly Step[] = [{ rounds: ROUND }];

export const COMPACT_FACTORY: readonly Step[] = [
  { name: 'inline-once', does: '', order: '', run: inlineOnce },
  { name: 'literal-constants', does: '', order: '', run: literalConstants },
  { rounds: ROUND },
  { walk: [{ name: 'move-constants', does: '', order: '', rewriting: moveConstants }] },
  { name: 'reuse-variables', does: '', order: '', run: reuseVariables },
  { name: 'declare-late', does: '', order: '', run: declareLate },
  {
    walk: [
      { name: 'short-conditions', does: '', order: '', rewriting: shortConditions },
      { name: 'compound-assignments', does: '', order: '', rewriting: compoundAssignments },
      { name: 'assigned-conditions', does: '', order: '', rewriting: assignedConditions },
      { name: 'short-errors', does: '', order: '', rewriting: shortErrors },
    ],
  },
  { name: 'short-booleans', does: '', order: '', run: shortBooleans },
  { name: 'split-objects', does: '', order: '', run: splitObjects },
  { name: 'last-parameters', does: '', order: '', run: lastParameters },
  { name: 'early-returns', does: '', order: '', run: earlyReturns },
  { name: 'variables-first', does: '', order: '', run: variablesFirst },
  { walk: [{ name: 'short-numbers', does: '', order: '', rewriting: shortNumbers }] },
];

export const COMPACT: readonly Step[] = [
  ...COMPACT_FACTORY,
  { name: 'aliases', does: '', order: '', run: aliases },
];
