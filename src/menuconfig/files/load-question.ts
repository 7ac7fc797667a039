import type { QuestionDialog } from '../model/dialog.ts';

/** What to ask before another file takes the place of changes that are not saved. */
export function loadQuestion(path: string): QuestionDialog {
  return {
    kind: 'question',
    title: 'Load',
    lines: ['Your changes are not saved and would be lost.'],
    answers: [
      { keys: ['y'], label: `load ${path} all the same`, action: { kind: 'read', path } },
      { keys: ['esc', 'n'], label: 'back', action: { kind: 'nothing' } },
    ],
  };
}
