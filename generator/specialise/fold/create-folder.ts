import { isDroppable, type Effects } from '../analyse/effects.ts';
import { evaluate, type Constants } from '../analyse/evaluate.ts';
import { functionEffects } from '../analyse/statement-effects.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { TemplateOptions } from '../options.ts';
import type { Binding } from '../syntax/binding.ts';
import { hasLiteral, type Constant } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { foldBody } from './body.ts';
import { foldExpression } from './expression.ts';
import type { Folder } from './folder.ts';

/** Finds the top-level declaration of a binding. */
export type FindDeclaration = (binding: Binding) => Declaration | undefined;

/** A folder over the declarations that `find` knows; what it learns holds as long as it lives. */
export function createFolder(options: TemplateOptions, find: FindDeclaration): Folder {
  const known = new Map<Binding, Constant | undefined>();
  const calls = new Map<Binding, Effects | undefined>();

  const constants: Constants = (binding) => {
    if (known.has(binding) || !binding.topLevel) return known.get(binding);
    known.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind !== 'variable' || declaration.keyword !== 'const' || declaration.init === undefined) {
      return undefined;
    }
    const constant = folder.constant(folder.expression(declaration.init, 'value'));
    if (constant !== undefined && (typeof constant.value !== 'number' || hasLiteral(constant.value))) {
      known.set(binding, constant);
    }
    return known.get(binding);
  };

  const calling = (binding: Binding): Effects | undefined => {
    if (calls.has(binding)) return calls.get(binding);
    // Recursion may not end.
    calls.set(binding, undefined);
    const declaration = find(binding);
    if (declaration?.kind === 'function') calls.set(binding, functionEffects(declaration, folder));
    return calls.get(binding);
  };

  const folder: Folder = {
    options,
    constants,
    calling,
    expression: (node, use) => foldExpression(node, use, folder),
    body: (body) => foldBody(body, folder),
    constant: (node) => evaluate(node, constants),
    droppable: (node) => isDroppable(effectsOf(node, folder)),
    learn: (binding, constant) => void known.set(binding, constant),
  };
  return folder;
}

