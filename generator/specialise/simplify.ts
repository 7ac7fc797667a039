import { isDroppable } from './analyse/effects.ts';
import { noConstFacts, type ConstFacts } from './fold/create-folder.ts';
import { foldDeclaration } from './fold/declaration.ts';
import type { Folder } from './fold/folder.ts';
import { programFolder } from './fold/program-folder.ts';
import { forwardFunctions } from './forward.ts';
import type { TemplateOptions } from './options.ts';
import { mapDeclarations, type Program } from './program.ts';
import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';
import { constantVariables } from './unused/assignments.ts';
import { dropUnusedDeclarations } from './unused/declarations.ts';
import { dropUnusedParameters } from './unused/parameters.ts';
import { dropUnusedVariables } from './unused/variables.ts';

/** More rounds than a program can need: each removes something. */
const MAX_ROUNDS = 100;

/** Folds what is not known to be folded already. */
function foldProgram(program: Program, folder: Folder, done: Set<Declaration>): Program {
  return mapDeclarations(program, (declaration) => {
    if (done.has(declaration)) return declaration;
    const folded = foldDeclaration(declaration, folder);
    if (folded === declaration) done.add(declaration);
    return folded;
  });
}

/** All that folding one declaration asks of the others: pure functions and constants. */
function surroundingsOf(program: Program, folder: Folder): string {
  return program.declarations.map(({ kind, binding }) => known(kind, binding, folder)).join('');
}

/** A word for what is known of one declaration; empty where nothing is. */
function known(kind: Declaration['kind'], binding: Binding, folder: Folder): string {
  if (kind === 'variable')
    return folder.facts.constant(binding) === undefined ? '' : ` ${binding.id}`;
  if (kind !== 'function') return '';
  if (folder.facts.returned(binding) !== undefined) return ` =${binding.id}`;
  const effects = folder.calling(binding);
  return effects !== undefined && isDroppable(effects) ? ` ${binding.id}` : '';
}

function dropUnused(program: Program, folder: Folder): Program {
  const reached = dropUnusedDeclarations(program, folder);
  const read = dropUnusedVariables(reached, folder);
  return dropUnusedParameters(read, folder);
}

/**
 * Applies the rules that need the whole program until none finds anything to do.
 * @param learnt what earlier folding found out about locals
 */
export function simplify(
  start: Program,
  options: TemplateOptions,
  learnt: ConstFacts = noConstFacts(),
): Program {
  const folderOf = (program: Program): Folder => programFolder(program, options, learnt);
  let program = start;
  let done = new Set<Declaration>();
  let surroundings = '';
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = program;
    const folder = folderOf(program);
    const now = surroundingsOf(program, folder);
    // What is folded already may fold further among other functions and constants.
    if (now !== surroundings) done = new Set();
    surroundings = now;
    program = foldProgram(program, folder, done);
    program = dropUnused(program, program === before ? folder : folderOf(program));
    program = forwardFunctions(constantVariables(program));
    if (program === before) return program;
  }
  throw new Error('specialisation does not come to an end');
}
