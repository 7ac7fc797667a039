/*
 * `mallocgen sandbox` prints what the pages of docs/ show after its prompts.
 */
import { expect, test } from '@jest/globals';

import { mallocgen } from '../src/cli/fake-process.ts';
import { PAGES, readPage } from './page.ts';

/** Lines that start with a prompt, each with the lines that the command prints. */
const TRANSCRIPT = /(?:^ {4}=> .*\n(?: {4}(?!=> ).*\n)*)+/gm;

const transcripts = PAGES.flatMap((page) =>
  [...readPage(page).matchAll(TRANSCRIPT)].map(([text]) => ({
    page,
    text: text.replace(/^ {4}/gm, ''),
  })),
);

test('there are transcripts on the pages', () => {
  expect(transcripts.map(({ page }) => page)).toContain('docs/debugging.md');
});

test.each(transcripts)('the console prints what $page shows', async ({ text }) => {
  const stdin = [...text.matchAll(/^=> (.*\n)/gm)].map(([, command]) => command).join('');
  const { stdout, code } = await mallocgen(['sandbox'], { stdin });
  expect([stdout, code]).toEqual([`${text}=> \n`, 0]);
});
