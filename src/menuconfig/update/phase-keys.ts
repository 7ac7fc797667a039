import { PHASES } from '../../../generator/options/phase.ts';
import type { Key } from '../keys/key.ts';
import type { PhasesDialog } from '../model/dialog.ts';
import { familiesOf, rowOfPhase } from '../model/families.ts';
import { hasAllocator } from '../model/has-allocator.ts';
import { keysDialog } from '../model/key-list.ts';
import { phaseRows } from '../model/layout.ts';
import type { Model } from '../model/model.ts';
import { moved, scrolled } from '../model/scroll.ts';
import { explained } from './plans.ts';
import { otherMeasure } from './prices.ts';
import { canChange, helped, lettered, offering, pressed } from './rows.ts';
import { closed, note, opened, replaced, step, type Step } from './step.ts';
import { redone, reset, undone } from './values.ts';

/** P: lays the phases side by side. */
export function besides(model: Model): Step {
  const families = hasAllocator(model.session.tree) ? familiesOf(model.session) : [];
  if (families.length === 0) return note(model, 'This tree has no options of the phases of U-Boot');
  const column = model.board === undefined ? 0 : PHASES.indexOf(model.board.phase);
  return opened(model, { kind: 'phases', families, at: 0, top: 0, column });
}

/** A key in the table of phases. Left and right choose the phase, which is in view from then on. */
export function phaseKey(model: Model, dialog: PhasesDialog, key: Key): Step {
  const { families, column } = dialog;
  const shown = phaseRows(model);
  const at = moved(key, dialog.at, families.length, shown);
  if (at !== undefined) {
    return step(
      replaced(model, { ...dialog, at, top: scrolled(dialog.top, at, families.length, shown) }),
    );
  }
  const letter = key.length === 1 ? key.toLowerCase() : key;
  switch (letter) {
    case 'left':
      return chosen(model, dialog, Math.max(0, column - 1));
    case 'right':
      return chosen(model, dialog, Math.min(PHASES.length - 1, column + 1));
    case 'esc':
    case 'p':
    case 'q':
      return step(closed(model));
    case 'f1':
    case 'k':
      return opened(model, keysDialog());
    case 'b':
      return otherMeasure(model);
    case 'u':
      return undone(model);
    case 'ctrl-r':
      return redone(model);
  }
  const family = families[dialog.at];
  const phase = PHASES[column]!;
  const row = rowOfPhase(model.session, family, phase);
  if (row === undefined) return note(model, `${family?.name ?? ''} has no row in ${phase}`);
  switch (letter) {
    case ' ':
      return pressed(model, row);
    case 'enter':
      return row.type === 'bool' && !canChange(row) ? offering(model, row) : pressed(model, row);
    case 'y':
    case 'm':
    case 'n':
      return lettered(model, row, letter);
    case 'r':
      return reset(model, row);
    case 'w':
      return explained(model, row);
    case '?':
    case 'h':
      return helped(model, row);
    default:
      return step(model);
  }
}

function chosen(model: Model, dialog: PhasesDialog, column: number): Step {
  const { board } = model;
  const inView = board && { ...board, phase: PHASES[column]! };
  return step(replaced({ ...model, board: inView }, { ...dialog, column }));
}
