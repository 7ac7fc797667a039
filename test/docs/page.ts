/*
 * Reads what a page of the documentation shows: code blocks, and commands in indented blocks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** A fenced block of code. */
export interface Block {
  /** What follows the opening fence, such as `js`. */
  readonly language: string;
  readonly text: string;
}

/** The README and every page in docs/, as paths from the package's folder. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(PACKAGE_ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(join(PACKAGE_ROOT, page), 'utf8');
}

/** The fenced blocks of a page, in their order. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language = '', block = '']) => ({
    language,
    text: block,
  }));
}

/**
 * The first block in a language after a text.
 * @throws Error if there is none
 */
export function blockAfter(page: string, language: string, from: string): string {
  const start = page.indexOf(from);
  const block = blocksOf(page.slice(start)).find((each) => each.language === language);
  if (start === -1 || block === undefined) {
    throw new Error(`The page has no ${language} block after ${from}`);
  }
  return block.text;
}

/**
 * The commands in the indented blocks of a page, as lines of a shell. Two blanks end a command; what
 * follows them explains it.
 */
export function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/^ {4}(?:\$ )?(mallocgen (?:'[^'\n]*'|"[^"\n]*"|\S| (?! ))*)/gm)].map(
    ([, command = '']) => command.trim(),
  );
}

/** The words of a command, without their quotes. */
export function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}
