import type { Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { entered } from './menus.ts';
import { planned, withRemedy } from './plans.ts';
import { note, opened, step, type Step } from './step.ts';
import { edited, given, isBoolean, toggled } from './values.ts';

/** Space: sets a row to its next value, enters a menu, edits a number or text. */
export function pressed(model: Model, row: Row): Step {
  if (row.kind === 'menu') return step(entered(model, row));
  if (row.kind === 'comment') return step(model);
  if (row.kind === 'choice' && row.mark === '') return step(entered(model, row));
  const isOneOfMany = row.kind === 'member' && !row.allowed.includes('m');
  if (isOneOfMany) return withRemedy(given(model, row, 'y'));
  return isBoolean(row) ? withRemedy(toggled(model, row)) : edited(model, row);
}

/** Enter on a row without a menu of its own. */
export function offering(model: Model, row: Row): Step {
  return isBoolean(row) && !canChange(row) ? planned(model, row) : pressed(model, row);
}

/** y, m or n. */
export function lettered(model: Model, row: Row, letter: 'y' | 'm' | 'n'): Step {
  if (row.kind === 'menu' || row.kind === 'comment' || !isBoolean(row)) {
    return note(model, 'This row is not switched with y, m or n');
  }
  return withRemedy(given(model, row, letter));
}

/** Whether the user can give a bool, tristate or member another value. */
export function canChange({ isChangeable, allowed, value }: Row): boolean {
  return isChangeable && allowed.some((letter) => letter !== value);
}

/** The help of a row. */
export function helped(model: Model, row: Row): Step {
  const text = model.surroundings.shorten(model.session.help(row.id));
  return opened(model, { kind: 'text', title: row.prompt, text, top: 0 });
}
