import type { Model } from './model.ts';
import { isOpenProblem } from './open-problems.ts';

type Parts = Pick<Model, 'session' | 'handled' | 'depth'>;

/** Whether leaving would lose something that the user did since the file was opened or saved. */
export function isChanged(model: Parts): boolean {
  if ([...model.handled.keys()].some((index) => !isOpenProblem(model, index))) return true;
  return !model.session.isClean;
}
