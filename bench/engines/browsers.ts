import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { MOST_TIME, type Engine } from './engine.ts';

interface Browser {
  readonly name: string;
  /** Names of the program. */
  readonly programs: readonly string[];
  /** Opens a page without a window. */
  args(profile: string, url: string): readonly string[];
}

const BROWSERS: readonly Browser[] = [
  {
    name: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    args: (profile, url) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      url,
    ],
  },
  {
    name: 'Firefox',
    programs: ['firefox', 'firefox-esr'],
    args: (profile, url) => ['--headless', '--no-remote', '--profile', profile, url],
  },
];

/** Otherwise Firefox shows pages about itself first. */
const FIREFOX_PREFERENCES = [
  ['browser.shell.checkDefaultBrowser', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['browser.aboutwelcome.enabled', false],
  ['app.update.enabled', false],
] as const;

/** The browsers that are installed. */
export function browsers(): readonly Engine[] {
  return BROWSERS.flatMap((browser) => {
    const folders = (process.env['PATH'] ?? '').split(delimiter);
    const path = browser.programs
      .flatMap((program) => folders.map((folder) => join(folder, program)))
      .find((each) => existsSync(each));
    if (path === undefined) return [];
    const asked = (): string =>
      execFileSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8' });
    const version = (): string => /\d+(?:\.\d+)+/.exec(asked())?.[0] ?? '';
    return [{ name: browser.name, version, run: ({ text }) => answerOf(browser, path, text) }];
  });
}

/** What a page of the browser posts. */
async function answerOf(browser: Browser, path: string, script: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'engines-'));
  const lines = FIREFOX_PREFERENCES.map(([name, value]) => `user_pref("${name}", ${value});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const server = createServer();
  try {
    const answer = new Promise<string>((resolve) => {
      server.on('request', (request, response) => {
        // Threads may share memory only in a page that is isolated from others.
        response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        if (request.method === 'POST') {
          let body = '';
          request.setEncoding('utf8').on('data', (text: string) => (body += text));
          request.on('end', () => resolve(body));
          response.end();
        } else if (request.url === '/program.js') {
          response.setHeader('Content-Type', 'text/javascript').end(script);
        } else {
          response.setHeader('Content-Type', 'text/html');
          response.end('<!doctype html><title>heap</title><script src="/program.js"></script>');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return await withBrowser(path, browser.args(profile, `http://127.0.0.1:${port}/`), answer);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function withBrowser<Result>(
  path: string,
  args: readonly string[],
  result: Promise<Result>,
): Promise<Result> {
  const child = spawn(path, args, { detached: true, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    child.once('error', reject);
    timer = setTimeout(() => reject(new Error(`${path} did not answer`)), MOST_TIME);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
    // With all of its processes.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
}
