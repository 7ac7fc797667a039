import { spawn, spawnSync } from 'node:child_process';

/** How long a program with a screen took, in milliseconds. */
export interface ScreenTimes {
  /** From its start to the first whole screen. */
  readonly start: number;
  /** From each key to the end of its redraw. */
  readonly keys: readonly number[];
}

export interface ScreenProgram {
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What our screen sends after each frame. */
const FRAME_END = '\u001b[?2026l';
/** What every program with a screen sends first: the alternate screen. */
const SCREEN_START = '\u001b[?1049h';

/** What only the list of problems has. */
const PROBLEMS = 'to the menus';

const DOWN = '\u001b[B';
const UP = '\u001b[A';
const HOME = '\u001b[H';
/** Moving, entering and leaving menus, changing options, showing what is hidden. */
const KEYS = [
  DOWN,
  DOWN,
  '\r',
  DOWN,
  ' ',
  'u',
  DOWN,
  UP,
  'z',
  'z',
  '\u001b[D',
  '\u001b[6~',
  '\u001b[5~',
  'c',
];
const KEY_COUNT = 140;
/** A key that changes nothing on the screen is not counted after this time. */
const NO_REDRAW = 500;
/** What the program does in the background is left to end before the first key. */
const SETTLE = 2000;
const LONGEST = 60_000;

/** Whether util-linux's `script` is here, which gives a program a terminal of its own. */
export function hasScript(): boolean {
  return (
    spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true
  );
}

/**
 * Starts a program in a terminal of 80 columns and 24 rows.
 * @param hasFrames whether it marks its frames as ours does; otherwise only the start is timed
 */
export function timeScreen(
  { command, cwd, env }: ScreenProgram,
  hasFrames: boolean,
): Promise<ScreenTimes> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const line = `stty rows 24 cols 80; exec ${command}`;
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd,
      env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const keys: number[] = [];
    let output = '';
    let start: number | undefined;
    let pressed: number | undefined;
    let count = 0;
    let timer: NodeJS.Timeout | undefined;
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`no screen after ${LONGEST / 1000} s: ${output.slice(0, 500)}`));
    }, LONGEST);

    const finish = (): void => {
      clearTimeout(timer);
      child.stdin.write('\u0003');
      child.kill();
      resolve({ start: start!, keys });
    };
    const press = (): void => {
      if (count === KEY_COUNT) {
        finish();
        return;
      }
      output = '';
      pressed = performance.now();
      child.stdin.write(KEYS[count % KEYS.length]!);
      count += 1;
      timer = setTimeout(press, NO_REDRAW);
    };
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString('latin1');
      const isDrawn = output.includes(hasFrames ? FRAME_END : SCREEN_START);
      if (!isDrawn) return;
      if (start === undefined) {
        start = performance.now() - begin;
        clearTimeout(limit);
        if (!hasFrames) {
          finish();
          return;
        }
        // Leaves the list of problems, if there is one. In a menu, Esc would end the program.
        if (output.includes(PROBLEMS)) child.stdin.write(DOWN + '\u001b');
        // From the first row on, so that the keys come to rows that can be changed.
        setTimeout(() => child.stdin.write(HOME), SETTLE / 2);
        timer = setTimeout(press, SETTLE);
        return;
      }
      if (pressed === undefined) return;
      keys.push(performance.now() - pressed);
      pressed = undefined;
      clearTimeout(timer);
      timer = setTimeout(press, 20);
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(limit);
      if (start === undefined)
        reject(new Error(`it ended without a screen: ${output.slice(0, 500)}`));
    });
  });
}
