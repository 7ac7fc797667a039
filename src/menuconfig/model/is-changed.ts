import type { Session } from '../../../generator/kconfig/index.ts';
import type { Model } from './model.ts';
import { isOpenProblem } from './open-problems.ts';

type Parts = Pick<Model, 'session' | 'revision' | 'handled' | 'depth' | 'savedText'>;

/** Whether leaving would lose something that the user did since the file was opened or saved. */
export function isChanged(model: Parts): boolean {
  if ([...model.handled.keys()].some((index) => !isOpenProblem(model, index))) return true;
  return model.revision > 0 && hasOtherValues(model);
}

interface Answer extends Pick<Parts, 'revision' | 'savedText'> {
  readonly answer: boolean;
}

/** The last answer for each session: the screen asks at each drawing, and all symbols are compared. */
const answers = new WeakMap<Session, Answer>();

function hasOtherValues({ session, revision, savedText }: Parts): boolean {
  const last = answers.get(session);
  if (last?.revision === revision && last.savedText === savedText) return last.answer;
  const answer =
    savedText === undefined
      ? session.difference('opened').length > 0
      : session.save() !== savedText;
  answers.set(session, { revision, savedText, answer });
  return answer;
}
