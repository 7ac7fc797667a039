import type { Action, HitsDialog, QuestionDialog, TextDialog } from '../model/dialog.ts';
import type { Key } from '../keys/key.ts';
import { hitsShown, pageRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { moved, scrolled } from '../model/scroll.ts';
import { wrappedText } from '../text/wrapped-text.ts';
import { formatFor, written } from './files.ts';
import { handled, listed } from './problem-keys.ts';
import { changed, jumpedTo } from './menus.ts';
import { closed, note, replaced, step, type Step } from './step.ts';
import { changesText } from './values.ts';

/** A key while a question is open: one of its answers, or nothing. */
export function questionKey(model: Model, question: QuestionDialog, key: Key): Step {
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  const answer = question.answers.find(({ keys }) => keys.includes(pressed));
  return answer ? acted(closed(model), answer.action) : step(model);
}

function acted(model: Model, action: Action): Step {
  switch (action.kind) {
    case 'nothing':
      return step(model);
    case 'problems':
      return listed(model);
    case 'quit':
      return step(model, { kind: 'quit', interrupted: false });
    case 'apply': {
      const { changed: changes } = model.session.setAll(action.values);
      const after = changed(model);
      const { problem } = action;
      const isRepair = problem !== undefined;
      return note(
        isRepair ? handled(after, problem, 'made so') : after,
        `Set ${changesText(changes)}`,
      );
    }
    case 'write': {
      const { path, format, then, agreed } = action;
      return written(model, path, format, { agreed, then });
    }
    case 'read':
      return step(model, {
        kind: 'read',
        path: action.path,
        format: formatFor(model, action.path, 'full'),
        isAgreed: true,
      });
  }
}

/** Keys that end the reading of a text. E and X do so in mconf. */
const TEXT_ENDS: ReadonlySet<Key> = new Set(['esc', 'q', 'enter', 'left', '?', 'e', 'x']);

/** The keys of less, and so of mconf, that scroll a text. */
const TEXT_SCROLLS: Readonly<Record<string, Key>> = {
  j: 'down',
  k: 'up',
  d: 'pagedown',
  u: 'pageup',
  ' ': 'pagedown',
  b: 'pageup',
};

/** A key while a text is read. Letters mean the same in either case. */
export function textKey(model: Model, dialog: TextDialog, pressed: Key): Step {
  const key = pressed.length === 1 ? pressed.toLowerCase() : pressed;
  if (TEXT_ENDS.has(key)) return step(closed(model));
  const page = pageRows(model);
  const lines = wrappedText(dialog.text, model.size.columns).length;
  const last = Math.max(0, lines - page);
  const top = moved(TEXT_SCROLLS[key] ?? key, dialog.top, last + 1, page);
  return step(top === undefined ? model : replaced(model, { ...dialog, top }));
}

/** A key in the list of what a search found. A number jumps, as in mconf. */
export function hitsKey(model: Model, dialog: HitsDialog, key: Key): Step {
  if (key === 'esc' || key === 'q' || key === 'Q') return step(closed(model));
  const shown = hitsShown(model);
  if (/^[1-9]$/.test(key)) {
    const hit = dialog.hits[dialog.top + Number(key) - 1];
    return hit && Number(key) <= shown ? jumped(model, hit) : step(model);
  }
  if (key === 'enter' || key === ' ' || key === 'right') {
    const hit = dialog.hits[dialog.at];
    return hit ? jumped(model, hit) : step(model);
  }
  const { length } = dialog.hits;
  const at = moved(key, dialog.at, length, shown);
  if (at === undefined) return step(model);
  const top = scrolled(dialog.top, at, length, shown);
  return step(replaced(model, { ...dialog, at, top }));
}

function jumped(model: Model, { row, jumpTo }: HitsDialog['hits'][number]): Step {
  if (model.settings.showAll || jumpTo?.id === row.id) return step(jumpedTo(model, row));
  const there = jumpedTo(model, jumpTo);
  const name = row.name ?? row.prompt;
  return note(there, `${name} is hidden here: ${row.reason ?? 'what encloses it is hidden'}`);
}
