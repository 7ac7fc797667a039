/*
 * The example in examples/vite-workers is built, and shows in Chromium what its README says. Without Chromium
 * it is only built.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { findChromium, openPage } from '../browser/chromium.ts';
import { servePage } from '../browser/server.ts';
import { copyExample, readmeBlocks } from './example-folder.ts';

const NAME = 'vite-workers';
const chromium = findChromium();
const testInBrowser = chromium === undefined ? test.skip : test;

/** Sends what the page shows when it is done. */
const REPORTER = `
  const post = (path, body) => fetch(path, { method: 'POST', body });
  addEventListener('error', ({ message }) => post('/failure', message));
  const state = document.getElementById('state');
  const report = () => {
    const lines = [...document.querySelectorAll('li')].map((item) => item.textContent + '\\n');
    if (state.textContent === 'done') post('/report', lines.join(''));
  };
  new MutationObserver(report).observe(state, { childList: true });
  report();
`;

let cwd: string;
let log: string;
beforeAll(() => {
  cwd = copyExample(NAME, ['vite']);
  const [command = ''] = readmeBlocks(NAME, 'sh')[0]?.split('\n') ?? [];
  const args = ['node_modules/vite/bin/vite.js', ...command.split(' ').slice(2)];
  log = execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
});
afterAll(() => rmSync(cwd, { recursive: true }));

const built = (): string => join(cwd, 'examples', NAME, 'dist');

test('the log has the size of the allocator', () => {
  expect(log).toMatch(/heap\.defconfig: \d+ bytes minified, \d+ after gzip, \d+ after brotli/);
});

test('the page and the workers are built, each with the calls that it uses', () => {
  const assets = readdirSync(join(built(), 'assets'));
  const read = (name: string): string => {
    const file = assets.find((each) => each.startsWith(name)) ?? '';
    return readFileSync(join(built(), 'assets', file), 'utf8');
  };
  expect(read('index').length).toBeGreaterThan(1000);
  expect(read('worker').length).toBeGreaterThan(1000);
  expect(read('worker')).toContain('Atomics.');
});

testInBrowser('the page shows what the workers left in the heap', async () => {
  const files = readdirSync(built(), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes('.'),
  );
  const texts = new Map(
    files.map((path) => [`/${path}`, readFileSync(join(built(), path), 'utf8')]),
  );
  const script = `<script type="module">${REPORTER}</script>`;
  const server = await servePage(new Map([...texts, ['/', texts.get('/index.html') + script]]));
  const posted = server.posted('/report');
  const close = openPage(chromium ?? '', server.url);
  try {
    expect(String(await posted)).toBe(readmeBlocks(NAME, 'text')[0]);
  } finally {
    await close();
    server.close();
  }
});
