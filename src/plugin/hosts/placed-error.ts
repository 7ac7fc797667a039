import { problemWithFrame } from '../../imports/import-error.ts';
import type { Problem } from '../../imports/problem.ts';

/**
 * One error for all that is wrong, for bundlers that show a text: with places and lines, and without
 * where in this package it was made.
 */
export function placedError(problems: readonly Problem[]): Error {
  const error = new Error(problems.map(problemWithFrame).join('\n\n'));
  // Some bundlers show it below the message.
  error.stack = '';
  return Object.assign(error, { hideStack: true });
}
