import { fork, type ChildProcess } from 'node:child_process';

import type { Reply, Request } from './protocol.ts';

/** A mutant that hangs outside of the code that counts steps is given up after so long. */
const SECONDS_TO_HANG = 90;

/** How many mutants of tables one process loads: the memory of their modules is never freed. */
const MAX_LOADS = 60;

/** The end of a process that was still running a test. */
export interface Hung {
  readonly kind: 'hung';
  readonly index: number | undefined;
  readonly reason: 'timeout' | 'crash';
}

/** A process that runs tests, started again whenever it had to be ended. */
export class TestProcess {
  readonly #script: string;
  readonly #start: Extract<Request, { kind: 'start' }>;
  #child: ChildProcess | undefined;
  #loads = 0;

  constructor(script: string, start: Extract<Request, { kind: 'start' }>) {
    this.#script = script;
    this.#start = start;
  }

  /** The names of all cases, and what was noted while the modules were loaded. */
  async start(): Promise<Extract<Reply, { kind: 'started' }>> {
    this.stop();
    this.#loads = 0;
    this.#child = fork(this.#script, {
      execArgv: ['--max-old-space-size=3072'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const reply = await this.#ask(this.#start);
    if (reply.kind !== 'started') throw new Error('the tests could not be loaded');
    return reply;
  }

  async ask(request: Request): Promise<Reply | Hung> {
    if (request.kind === 'mutant' && request.isStatic) this.#loads += 1;
    if (this.#child === undefined || this.#loads > MAX_LOADS) await this.start();
    const reply = await this.#ask(request);
    if (reply.kind === 'hung') this.stop();
    return reply;
  }

  stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #ask(request: Request): Promise<Reply | Hung> {
    const child = this.#child as ChildProcess;
    return new Promise((resolve) => {
      let index: number | undefined;
      let timer: NodeJS.Timeout;
      const settle = (reply: Reply | Hung): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(reply);
      };
      const hang = (): void => settle({ kind: 'hung', index, reason: 'timeout' });
      const wait = (): void => {
        clearTimeout(timer);
        // Without a mutant everything comes to an end, if late on a busy machine.
        if (request.kind !== 'mutant') return;
        timer = setTimeout(hang, SECONDS_TO_HANG * 1000);
      };
      wait();
      child.on('message', (reply: Reply) => {
        if (reply.kind !== 'running') return settle(reply);
        index = reply.index;
        wait();
      });
      child.on('exit', () => settle({ kind: 'hung', index, reason: 'crash' }));
      child.send(request);
    });
  }
}
