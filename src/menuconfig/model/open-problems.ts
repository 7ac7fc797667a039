import type { Model } from './model.ts';
import type { Problem } from './problem.ts';

/** Whether nothing was done about a problem, or it was undone. */
export function isOpenProblem(
  { handled, depth }: Pick<Model, 'handled' | 'depth'>,
  index: number,
): boolean {
  const done = handled.get(index);
  return done === undefined || done.depth > depth;
}

export function openProblems(model: Model): readonly Problem[] {
  return model.problems.filter((_, index) => isOpenProblem(model, index));
}
