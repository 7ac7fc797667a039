import type { Assignment, Session } from '../../../generator/kconfig/index.ts';
import type { Input, Key } from '../keys/key.ts';
import type { QuestionDialog } from '../model/dialog.ts';
import type { AfterWrite, OpenedFile } from '../model/document.ts';
import type { Model } from '../model/model.ts';
import type { PriceBoard } from '../model/price-board.ts';
import type { Size } from '../model/size.ts';
import { hitsKey, questionKey, textKey } from './dialog-keys.ts';
import { fieldKey, fieldPaste } from './field-keys.ts';
import type { PriceMessage } from '../prices/price-requests.ts';
import { menuKey } from './menu-keys.ts';
import { withRows } from './menus.ts';
import { openedModel } from './opened.ts';
import { phaseKey } from './phase-keys.ts';
import { previewed } from './preview.ts';
import { problemKey } from './problem-keys.ts';
import { priced } from './prices.ts';
import { fault, note, opened, step, type Step } from './step.ts';

/** What happens to the screen. */
export type Message =
  | Input
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'written'; readonly file: OpenedFile; readonly then: AfterWrite }
  /** A file was read, and is edited from now on. */
  | {
      readonly kind: 'opened';
      readonly file: OpenedFile;
      readonly session: Session;
      readonly assignments: readonly Assignment[];
    }
  /** The tree was read again, because it has become another one. */
  | {
      readonly kind: 'reread';
      readonly session: Session;
      readonly assignments: readonly Assignment[];
    }
  /** A file is written as soon as it is known that the tree is still the same. */
  | { readonly kind: 'waiting'; readonly path: string }
  /** What is in a file that would be written; undefined if there is none. */
  | { readonly kind: 'preview'; readonly present: string | undefined }
  | { readonly kind: 'failed'; readonly sentence: string }
  | PriceMessage
  /** What has a price; undefined if nothing has. */
  | { readonly kind: 'board'; readonly board: PriceBoard | undefined }
  | { readonly kind: 'ask'; readonly question: QuestionDialog };

/** What a message changes, and what it wants done. Nothing else is changed, except the model's session. */
export function update(model: Model, message: Message): Step {
  switch (message.kind) {
    case 'key':
      return keyed({ ...model, notice: undefined }, message.key);
    case 'paste': {
      const dialog = model.dialogs.at(-1);
      return dialog?.kind === 'field' ? fieldPaste(model, dialog, message.text) : step(model);
    }
    case 'resize':
      return step(withRows({ ...model, size: message.size }));
    case 'written': {
      const { file, then } = message;
      if (then === 'keep') return note({ ...model, written: file.path }, `Wrote ${file.path}`);
      model.session.markClean();
      const after = {
        ...model,
        file,
        written: file.path,
        // Of the file that was replaced, nothing is left that could be wrong.
        problems: file.path === model.file.path ? [] : model.problems,
        handled: file.path === model.file.path ? new Map() : model.handled,
      };
      return then === 'quit'
        ? step(after, { kind: 'quit', interrupted: false })
        : note(after, `Wrote ${file.path}`);
    }
    case 'opened':
      return note(
        openedModel({
          ...model,
          session: message.session,
          file: message.file,
          assignments: message.assignments,
        }),
        `Loaded ${message.file.path}`,
      );
    case 'reread':
      return note(
        openedModel({ ...model, session: message.session, assignments: message.assignments }),
        'Read the tree again: a shell command of it has another output now.',
      );
    case 'waiting':
      return note(model, `Writing ${message.path} when the shell commands of the tree have run`);
    case 'preview':
      return previewed(model, message.present);
    case 'board':
      return step({ ...model, board: message.board });
    case 'priced':
    case 'total':
      return priced(model, message);
    case 'failed':
      return fault(model, message.sentence);
    case 'ask':
      return opened(model, message.question);
  }
}

function keyed(model: Model, key: Key): Step {
  if (key === 'ctrl-c') return step(model, { kind: 'quit', interrupted: true });
  if (key === 'ctrl-z') return step(model, { kind: 'suspend' });
  if (key === 'ctrl-l') return step(model, { kind: 'redraw' });
  const dialog = model.dialogs.at(-1);
  switch (dialog?.kind) {
    case undefined:
      return menuKey(model, key);
    case 'field':
      return fieldKey(model, dialog, key);
    case 'question':
      return questionKey(model, dialog, key);
    case 'text':
      return textKey(model, dialog, key);
    case 'hits':
      return hitsKey(model, dialog, key);
    case 'phases':
      return phaseKey(model, dialog, key);
    case 'problems':
      return problemKey(model, dialog, key);
  }
}
