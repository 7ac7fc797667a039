import type { Dialog } from '../model/dialog.ts';
import type { Effect } from '../model/effect.ts';
import type { Model } from '../model/model.ts';

/** What a message comes to. */
export interface Step {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export function step(model: Model, ...effects: readonly Effect[]): Step {
  return { model, effects };
}

export function note(model: Model, text: string): Step {
  return step({ ...model, notice: { kind: 'note', text } });
}

export function fault(model: Model, text: string): Step {
  return step({ ...model, notice: { kind: 'fault', text } });
}

export function opened(model: Model, dialog: Dialog): Step {
  return step({ ...model, dialogs: [...model.dialogs, dialog] });
}

/** The model without its last dialog. */
export function closed(model: Model): Model {
  return { ...model, dialogs: model.dialogs.slice(0, -1) };
}

/** The model with another dialog in place of the last. */
export function replaced(model: Model, dialog: Dialog): Model {
  return { ...model, dialogs: [...model.dialogs.slice(0, -1), dialog] };
}
