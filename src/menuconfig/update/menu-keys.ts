import type { Row } from '../../../generator/kconfig/index.ts';
import type { Key } from '../keys/key.ts';
import { menuRows } from '../model/layout.ts';
import { keysText } from '../model/key-list.ts';
import { placeOf, selectedRow, type Model, type Settings } from '../model/model.ts';
import { moved } from '../model/scroll.ts';
import { leaving, loading, saving, savingMinimal, searching } from './files.ts';
import { entered, left, selected, withRows } from './menus.ts';
import { explained, planned, withRemedy } from './plans.ts';
import { note, opened, step, type Step } from './step.ts';
import { edited, given, isBoolean, redone, reset, toggled, undone } from './values.ts';

/** A key while a menu has the keyboard. Letters mean the same in either case. */
export function menuKey(model: Model, key: Key): Step {
  const at = moved(key, placeOf(model).at, model.rows.length, menuRows(model));
  if (at !== undefined) return step(selected(model, at));
  const row = selectedRow(model);
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      return row ? pressed(model, row) : step(model);
    case 'enter':
    case 'right':
      return row ? opening(model, row, key) : step(model);
    case 'esc':
    case 'left':
      return model.places.length > 1
        ? step(left(model))
        : key === 'esc'
          ? leaving(model)
          : step(model);
    case 'y':
    case 'm':
    case 'n':
      return row ? lettered(model, row, key.toLowerCase() as 'y' | 'm' | 'n') : step(model);
    case '/':
      return searching(model);
    case '?':
    case 'h':
      return row ? helped(model, row) : step(model);
    case 'z':
      return step(withRows(switched(model, 'showAll')));
    case 'f':
      return step(withRows(switched(model, 'helpPane')));
    case 'c':
      return step(switched(model, 'names'));
    case 's':
      return saving(model);
    case 'd':
      return savingMinimal(model);
    case 'o':
      return loading(model);
    case 'r':
      return reset(model, row);
    case 'u':
      return undone(model);
    case 'ctrl-r':
      return redone(model);
    case 'w':
      return row ? explained(model, row) : step(model);
    case 'v':
      return step(model, { kind: 'preview', path: model.file.path });
    case 'f1':
    case 'k':
      return opened(model, { kind: 'text', title: 'Keys', text: keysText(), top: 0 });
    case 'q':
      return leaving(model);
    default:
      return step(model);
  }
}

function switched(model: Model, name: keyof Settings): Model {
  return { ...model, settings: { ...model.settings, [name]: !model.settings[name] } };
}

/** Space: sets a row to its next value, enters a menu, edits a number or text. */
function pressed(model: Model, row: Row): Step {
  if (row.kind === 'menu') return step(entered(model, row));
  if (row.kind === 'comment') return step(model);
  if (row.kind === 'choice' && row.mark === '') return step(entered(model, row));
  const isOneOfMany = row.kind === 'member' && !row.allowed.includes('m');
  if (isOneOfMany) return withRemedy(given(model, row, 'y'));
  return isBoolean(row) ? withRemedy(toggled(model, row)) : edited(model, row);
}

/** Enter and Right: enter what has rows of its own; Enter sets everything else. */
function opening(model: Model, row: Row, key: Key): Step {
  if (row.kind === 'comment') return step(model);
  if (row.opens) {
    return row.kind === 'menuconfig' && !row.isVisible && key === 'enter'
      ? planned(model, row)
      : step(entered(model, row));
  }
  if (key === 'right') return step(model);
  return isBoolean(row) && !canChange(row) ? planned(model, row) : pressed(model, row);
}

/** Whether the user can give a bool, tristate or member another value. */
function canChange({ isChangeable, allowed, value }: Row): boolean {
  return isChangeable && allowed.some((letter) => letter !== value);
}

function lettered(model: Model, row: Row, letter: 'y' | 'm' | 'n'): Step {
  if (row.kind === 'menu' || row.kind === 'comment' || !isBoolean(row))
    return note(model, 'This row is not switched with y, m or n');
  return withRemedy(given(model, row, letter));
}

function helped(model: Model, row: Row): Step {
  const text = model.surroundings.shorten(model.session.help(row.id));
  return opened(model, { kind: 'text', title: row.prompt, text, top: 0 });
}
