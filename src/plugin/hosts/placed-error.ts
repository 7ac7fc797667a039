import { problemText, type Problem } from '../../imports/problem.ts';

/**
 * One error for all that is wrong, for bundlers that show a text: with places and lines, and without
 * where in this package it was made.
 */
export function placedError(problems: readonly Problem[]): Error {
  const texts = problems.map((problem) =>
    [problemText(problem), problem.place?.frame].filter((text) => text !== undefined).join('\n\n'),
  );
  const error = new Error(texts.join('\n\n'));
  // Some bundlers show it below the message.
  error.stack = '';
  return Object.assign(error, { hideStack: true });
}
