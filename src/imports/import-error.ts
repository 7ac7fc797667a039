import { problemText, type Problem } from './problem.ts';

/** A configuration that a program imports is at fault. The message has places and lines. */
export class ImportError extends Error {
  constructor(problems: readonly Problem[]) {
    super(problems.map(problemWithFrame).join('\n\n'));
    this.name = 'ImportError';
    // Where in this package it was made says nothing.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** `FILE:LINE:COLUMN: SENTENCE`, and below it the lines around the place. */
export function problemWithFrame(problem: Problem): string {
  const { place } = problem;
  return place === undefined ? problem.message : `${problemText(problem)}\n\n${place.frame}`;
}
