import { EventEmitter } from 'node:events';

import { describe, expect, test } from '@jest/globals';

import { openSession } from '../../../generator/kconfig/index.ts';
import { runScreen, type Ending, type ScreenOptions } from '../../../src/menuconfig/screen.ts';
import { foreignTree, madeUpPricer, ownTree } from './sitting.ts';
import { VirtualTerminal } from './virtual-terminal.ts';

const tree = foreignTree();

/** A process whose signals the test sends. */
class FakeProcess extends EventEmitter {
  readonly pid = 4711;
  readonly killed: string[] = [];

  kill(pid: number, signal: string): void {
    this.killed.push(pid === 0 ? signal : `${signal} to ${pid}`);
  }

  get listening(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0);
  }
}

const LEFT = '\u001b[?25h\u001b[?1049l';

function open(options: Partial<ScreenOptions> = {}) {
  const terminal = new VirtualTerminal({ columns: 60, rows: 16 });
  const fake = new FakeProcess();
  const ended: Promise<Ending> = runScreen({
    start: {
      session: openSession(tree),
      surroundings: { shorten: (text) => text, explain: () => [] },
      file: { path: '.config', format: 'full' },
    },
    input: terminal.input,
    output: terminal.output,
    process: fake,
    hasColours: true,
    perform: () => ({ kind: 'failed', sentence: 'no files here' }),
    ...options,
  });
  return { terminal, fake, ended };
}

function expectGivenBack({
  terminal,
  fake,
}: Pick<ReturnType<typeof open>, 'terminal' | 'fake'>): void {
  expect(terminal.written.endsWith(LEFT)).toBe(true);
  expect(terminal.isRaw).toBe(false);
  expect(terminal.listeners).toBe(0);
  expect(fake.listening).toBe(0);
}

test('warnings of the process are printed after the screen is left, and while it is stopped', async () => {
  const fake = new FakeProcess();
  const printed: string[] = [];
  fake.on('warning', ({ message }: Error) => printed.push(message));
  const { terminal, ended } = open({ process: fake });
  fake.emit('warning', new Error('one'));
  expect(printed).toEqual([]);
  terminal.type('ctrl-z');
  expect(printed).toEqual(['one']);
  fake.emit('SIGCONT');
  fake.emit('warning', new Error('two'));
  terminal.type('q');
  await ended;
  expect(printed).toEqual(['one', 'two']);
  expect(fake.listening).toBe(1);
});

describe('the terminal is given back', () => {
  test.each(['SIGINT', 'SIGTERM'])('after %s', async (signal) => {
    const screen = open();
    expect(screen.terminal.isRaw).toBe(true);
    screen.fake.emit(signal);
    expect(await screen.ended).toEqual({ kind: 'interrupted', signal });
    expectGivenBack(screen);
  });

  test('after a fault of the program, which is reported', async () => {
    const screen = open({
      perform: () => {
        throw new Error('a fault');
      },
    });
    screen.terminal.type('v');
    await expect(screen.ended).rejects.toThrow('a fault');
    expectGivenBack(screen);
  });

  test.each([
    ['SIGHUP', ({ fake }: ReturnType<typeof open>) => fake.emit('SIGHUP')],
    ['the end of the input', ({ terminal }: ReturnType<typeof open>) => terminal.emit('end')],
    ['an error of the input', ({ terminal }: ReturnType<typeof open>) => terminal.emit('error')],
  ])('after %s, which ends the process by SIGHUP', async (_, hangUp) => {
    const screen = open();
    screen.fake.kill = (pid, signal) => {
      // Nobody listens any more, so that the signal does what it does by itself.
      expect([pid, signal, screen.fake.listenerCount('SIGHUP')]).toEqual([4711, 'SIGHUP', 0]);
      expect(screen.terminal.written.endsWith(LEFT)).toBe(true);
      screen.fake.killed.push(signal);
    };
    hangUp(screen);
    expect(screen.fake.killed).toEqual(['SIGHUP']);
    expect(await screen.ended).toMatchObject({ kind: 'interrupted', signal: 'SIGHUP' });
    expectGivenBack(screen);
  });

  test('when the process ends all at once', async () => {
    const screen = open();
    screen.fake.emit('exit');
    expect(screen.terminal.written.endsWith(LEFT)).toBe(true);
    screen.fake.emit('SIGTERM');
    await screen.ended;
  });
});

test.each([
  ['Ctrl-Z', (screen: ReturnType<typeof open>) => screen.terminal.type('ctrl-z')],
  ['SIGTSTP', (screen: ReturnType<typeof open>) => screen.fake.emit('SIGTSTP')],
])('%s stops the job, and SIGCONT draws the screen again', async (_, stop) => {
  const screen = open();
  const { terminal, fake } = screen;
  const before = await terminal.screen();
  stop(screen);
  expect(fake.killed).toEqual(['SIGTSTP']);
  expect(terminal.isRaw).toBe(false);
  expect(terminal.written.endsWith(LEFT)).toBe(true);
  fake.emit('SIGCONT');
  expect(terminal.isRaw).toBe(true);
  expect(await terminal.screen()).toEqual(before);
  terminal.type('ctrl-z');
  expect(fake.killed).toHaveLength(2);
  fake.emit('SIGCONT');
  terminal.type('q');
  expect((await screen.ended).kind).toBe('quit');
  expectGivenBack(screen);
});

test('without a shell that stops jobs, Ctrl-Z comes back by itself', async () => {
  const screen = open();
  screen.terminal.type('ctrl-z');
  for (let tries = 0; tries < 200 && !screen.terminal.isRaw; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(screen.terminal.isRaw).toBe(true);
  screen.terminal.type('q');
  await screen.ended;
});

test('a terminal that changes its size is drawn again', async () => {
  const screen = open();
  screen.terminal.resize({ columns: 40, rows: 8 });
  const small = await screen.terminal.screen();
  expect(small[0]).toMatch(/^ \.config - Router firmware 3\.2 +2\/7$/);
  expect(small).toHaveLength(8);
  expect(small.at(-1)).toBe('/ find  ? help  S save  Q quit  F1 keys');
  screen.terminal.type('q');
  await screen.ended;
});

test('Esc alone goes back a moment later', async () => {
  const screen = open();
  screen.terminal.type('down', 'enter');
  expect((await screen.terminal.screen())[1]).toBe('Network');
  screen.terminal.type('esc');
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await screen.terminal.screen())[1] === 'Router firmware 3.2') break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect((await screen.terminal.screen())[1]).toBe('Router firmware 3.2');
  screen.terminal.type('q');
  await screen.ended;
});

test('prices appear after the menus, and their source is closed at the end', async () => {
  let closed = 0;
  const own = ownTree();
  const screen = open({
    start: {
      session: openSession(own),
      surroundings: { shorten: (text) => text, explain: () => [] },
      file: { path: '.config', format: 'full' },
    },
    budget: 800,
    prices: () =>
      Promise.resolve({
        ...madeUpPricer(own),
        close: () => {
          closed += 1;
          return Promise.resolve();
        },
      }),
  });
  screen.terminal.type('down', 'enter');
  for (let tries = 0; tries < 200; tries += 1) {
    const lines = await screen.terminal.screen();
    if (lines.some((line) => line.endsWith('+35')) && !lines.join('').includes('...')) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const lines = await screen.terminal.screen();
  expect(lines.filter((line) => /[+-]\d+$/.test(line)).length).toBeGreaterThan(3);
  expect(lines.join('\n')).toContain('u-boot 749 brotli, 51 left');
  screen.terminal.type('q');
  await screen.ended;
  expect(closed).toBe(1);
});
