import { isDroppable } from '../analyse/effects.ts';
import { newKnownFacts, type KnownFacts } from '../fold/create-constant-folder.ts';
import { foldDeclaration } from '../fold/declaration.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import { forwardFunctions } from './forward-functions.ts';
import type { TemplateOptions } from '../options.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { constantVariables } from './constant-variables.ts';
import { unusedDeclarations } from './unused-declarations.ts';
import { unusedParameters } from './unused-parameters.ts';
import { unusedVariables } from './unused-variables.ts';

/** More rounds than a program can need: each removes something. */
const MAX_ROUNDS = 100;

/** Folds what is not known to be folded already. */
function foldProgram(program: Program, fold: ConstantFolder, done: Set<Declaration>): Program {
  return mapDeclarations(program, (declaration) => {
    if (done.has(declaration)) return declaration;
    const folded = foldDeclaration(declaration, fold);
    if (folded === declaration) done.add(declaration);
    return folded;
  });
}

/** All that folding one declaration asks of the others: pure functions and constants. */
function surroundingsOf(program: Program, fold: ConstantFolder): string {
  return program.declarations.map(({ kind, binding }) => known(kind, binding, fold)).join('');
}

/** A word for what is known of one declaration; empty where nothing is. */
function known(kind: Declaration['kind'], binding: Binding, fold: ConstantFolder): string {
  if (kind === 'variable')
    return fold.facts.constant(binding) === undefined ? '' : ` ${binding.id}`;
  if (kind !== 'function') return '';
  if (fold.facts.returned(binding) !== undefined) return ` =${binding.id}`;
  const effects = fold.calling(binding);
  return effects !== undefined && isDroppable(effects) ? ` ${binding.id}` : '';
}

function dropUnused(program: Program, fold: ConstantFolder): Program {
  const reached = unusedDeclarations(program, fold);
  const read = unusedVariables(reached, fold);
  return unusedParameters(read, fold);
}

/**
 * Applies the rules that need the whole program until none finds anything to do.
 * @param learnt what earlier folding found out about locals
 */
export function simplify(
  start: Program,
  options: TemplateOptions,
  learnt: KnownFacts = newKnownFacts(),
): Program {
  const folderOf = (program: Program): ConstantFolder => constantFolderOf(program, options, learnt);
  let program = start;
  let done = new Set<Declaration>();
  let surroundings = '';
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = program;
    const fold = folderOf(program);
    const now = surroundingsOf(program, fold);
    // What is folded already may fold further among other functions and constants.
    if (now !== surroundings) done = new Set();
    surroundings = now;
    program = foldProgram(program, fold, done);
    program = dropUnused(program, program === before ? fold : folderOf(program));
    program = forwardFunctions(constantVariables(program));
    if (program === before) return program;
  }
  throw new Error('specialisation does not come to an end');
}
