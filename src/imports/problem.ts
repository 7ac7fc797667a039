import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

import type { Finding } from '../library/index.ts';
import { codeFrame } from './code-frame.ts';

/** An error or a warning about an imported configuration, with what bundlers show of its place. */
export interface Problem {
  /** Stable, for programs. */
  readonly code: string;
  /** One sentence without the place. */
  readonly message: string;
  readonly place: ProblemPlace | undefined;
}

export interface ProblemPlace {
  /** An absolute path. */
  readonly file: string;
  /** The path to show: the one from the current folder, if the file is in it. */
  readonly shown: string;
  /** Counts from 1. */
  readonly line: number;
  /** Counts from 1; undefined if only the line is known. */
  readonly column: number | undefined;
  /** How many characters it is about. */
  readonly length: number;
  /** The text of the line. */
  readonly lineText: string;
  /** The lines around it, with a mark. */
  readonly frame: string;
}

/** A finding with the text around its place. */
export function problemOf(finding: Finding, cwd: string): Problem {
  const { code, message, position } = finding.position ? finding : withPlace(finding);
  const place = position && placeOf(position, cwd);
  return place ? { code, message, place } : { code, message: finding.message, place: undefined };
}

/** Errors about the values of several symbols have their place in the message alone. */
function withPlace(finding: Finding): Finding {
  const match = /^(\S+):(\d+): ([^]*)$/.exec(finding.message);
  if (match === null) return finding;
  const [, file = '', line = '', message = ''] = match;
  return { ...finding, message, position: { file, line: Number(line) } };
}

/** @returns undefined for what is not a file, such as values that an option gives */
function placeOf(
  { file, line, column }: NonNullable<Finding['position']>,
  cwd: string,
): ProblemPlace | undefined {
  const path = resolve(cwd, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const lineText = text.split(/\r?\n/)[line - 1] ?? '';
  const length = column === undefined ? 0 : wordLength(lineText.slice(column - 1));
  const frame = codeFrame(text, line, column, length);
  return { file: path, shown: shownPath(path, cwd), line, column, length, lineText, frame };
}

/** The characters of the first word, at least one. */
function wordLength(text: string): number {
  return /^\w+/.exec(text)?.[0].length ?? 1;
}

function shownPath(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return way.startsWith('..') || isAbsolute(way) ? path : way;
}

/** `FILE:LINE:COLUMN: SENTENCE`, for tools that take only text. */
export function problemText({ message, place }: Problem): string {
  if (place === undefined) return message;
  const { shown, line, column } = place;
  return `${shown}:${line}:${column === undefined ? '' : `${column}:`} ${message}`;
}
