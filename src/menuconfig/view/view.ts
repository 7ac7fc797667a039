import type { Dialog } from '../model/dialog.ts';
import type { Model } from '../model/model.ts';
import type { Frame } from './frame.ts';
import { hitsFrame } from './hits-view.ts';
import { cutLine, line } from './line.ts';
import { menuFrame } from './menu-view.ts';
import { panelOf } from './panels.ts';
import { phasesFrame } from './phases-view.ts';
import { problemsFrame } from './problems-view.ts';
import { textFrame } from './text-view.ts';

/** What the screen shows for a model: as many lines as the terminal has rows. */
export function view(model: Model): Frame {
  const { columns, rows } = model.size;
  const pageAt = model.dialogs.findLastIndex(isPage);
  const page = pageOf(model, model.dialogs[pageAt]);
  const top = model.dialogs.at(-1);
  const isPanelOpen = top !== undefined && model.dialogs.length - 1 > pageAt;
  const frame = isPanelOpen ? withPanel(page, panelOf(model, top)) : page;
  const lines = frame.lines.slice(0, rows).map((each) => cutLine(each, columns));
  while (lines.length < rows) lines.push(line(''));
  const { row, column, isShown } = frame.cursor;
  const cursor = {
    row: Math.min(row, rows - 1),
    column: Math.max(0, Math.min(column, columns - 1)),
    isShown,
  };
  return { lines, cursor };
}

function isPage({ kind }: Dialog): boolean {
  return kind === 'text' || kind === 'hits' || kind === 'phases' || kind === 'problems';
}

function pageOf(model: Model, dialog: Dialog | undefined): Frame {
  switch (dialog?.kind) {
    case 'text':
      return textFrame(model, dialog);
    case 'hits':
      return hitsFrame(model, dialog);
    case 'phases':
      return phasesFrame(model, dialog);
    case 'problems':
      return problemsFrame(model, dialog);
    default:
      return menuFrame(model);
  }
}

/** A page with a panel over its last rows. */
function withPanel(page: Frame, panel: Frame): Frame {
  const above = Math.max(0, page.lines.length - panel.lines.length);
  const lines = [...page.lines.slice(0, above), ...panel.lines];
  const { row, column, isShown } = panel.cursor;
  return { lines, cursor: { row: row + above, column, isShown } };
}
