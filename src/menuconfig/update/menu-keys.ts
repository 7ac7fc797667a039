import type { Row } from '../../../generator/kconfig/index.ts';
import type { Key } from '../keys/key.ts';
import { menuRows } from '../model/layout.ts';
import { keysDialog } from '../model/key-list.ts';
import { placeOf, selectedRow, type Model, type Settings } from '../model/model.ts';
import { moved } from '../model/scroll.ts';
import { leaving, loading, saving, savingMinimal, searching } from './files.ts';
import { entered, left, selected, withRows } from './menus.ts';
import { otherMeasure } from './prices.ts';
import { besides } from './phase-keys.ts';
import { explained, planned } from './plans.ts';
import { listed } from './problem-keys.ts';
import { helped, lettered, offering, pressed } from './rows.ts';
import { opened, step, type Step } from './step.ts';
import { redone, reset, undone } from './values.ts';

/** Second names of keys, which mconf has as well. */
const SAME_KEYS: Readonly<Record<string, Key>> = { '-': 'up', '+': 'down', x: 'esc', X: 'esc' };

/** A key while a menu has the keyboard. Letters mean the same in either case. */
export function menuKey(model: Model, pressedKey: Key): Step {
  const key = SAME_KEYS[pressedKey] ?? pressedKey;
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
    case 'e':
      return listed(model);
    case 'p':
      return besides(model);
    case 'b':
      return otherMeasure(model);
    case 'f1':
    case 'k':
      return opened(model, keysDialog());
    case 'q':
      return leaving(model);
    default:
      return step(model);
  }
}

function switched(model: Model, name: keyof Settings): Model {
  return { ...model, settings: { ...model.settings, [name]: !model.settings[name] } };
}

/** Enter and Right: enter what has rows of its own; Enter sets everything else. */
function opening(model: Model, row: Row, key: Key): Step {
  if (row.kind === 'comment') return step(model);
  if (row.opens) {
    return row.kind === 'menuconfig' && !row.isVisible && key === 'enter'
      ? planned(model, row)
      : step(entered(model, row));
  }
  return key === 'right' ? step(model) : offering(model, row);
}
