import type { Model } from './model.ts';

/** Rows that are not of the list: title, path; status, keys. */
const FRAME_ROWS = 4;
/** The part of the screen that the help of a row takes, with the line above it. */
const HELP_PART = 0.4;

/** How many rows the help pane has, its heading included. */
export function helpRows({ size, settings }: Model): number {
  return settings.helpPane ? Math.floor((size.rows - FRAME_ROWS) * HELP_PART) : 0;
}

/** How many rows of a menu are shown. */
export function menuRows(model: Model): number {
  return Math.max(1, model.size.rows - FRAME_ROWS - helpRows(model));
}

/** How many rows a list or text has that fills the screen. */
export function pageRows({ size }: Model): number {
  return Math.max(1, size.rows - FRAME_ROWS);
}

/** How many hits of a search are shown at once: as many as there are digits for, as in mconf. */
export function hitsShown(model: Model): number {
  return Math.min(9, pageRows(model));
}

/** How many options the table of phases shows: there is a line of totals below them. */
export function phaseRows(model: Model): number {
  return Math.max(1, pageRows(model) - 1);
}
