import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

import type { FileState } from '../../glob.ts';
import type { CommandResult, CommandSettings } from './run-command.ts';

/** What the thread is asked: a command's result, or whether one of the files is another one now. */
export type QueueQuestion = { readonly command: string } | { readonly files: readonly FileState[] };

/** What the thread is started with. */
export interface QueueData {
  readonly port: MessagePort;
  /** One word: how many questions have been answered. */
  readonly answered: Int32Array<SharedArrayBuffer>;
  readonly settings: CommandSettings;
}

/** Milliseconds for a thread to start in, on a machine that has much else to do. */
const START = 10_000;

/** Runs commands in a thread, in order, beside what the caller does meanwhile. */
export class CommandQueue {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #answered = new Int32Array(new SharedArrayBuffer(4));
  readonly #timeout: number;
  /** How many answers have been taken. */
  #taken = 0;

  /** @param script `command-thread.ts`, compiled: Node.js does not run TypeScript in a thread. */
  constructor(script: string, settings: CommandSettings) {
    const { port1, port2 } = new MessageChannel();
    const workerData: QueueData = { port: port2, answered: this.#answered, settings };
    this.#thread = new Worker(script, { workerData, transferList: [port2] });
    this.#thread.unref();
    this.#port = port1;
    this.#timeout = START + settings.timeout;
  }

  /** Has the command run as soon as those before it are done. */
  start(command: string): void {
    this.#ask({ command });
  }

  /** The result of the command that was started first among those whose result was not taken. */
  takeResult(): CommandResult {
    return this.#take() as CommandResult;
  }

  /** Asks whether one of the files is not as it was read. */
  startComparing(files: readonly FileState[]): void {
    this.#ask({ files });
  }

  takeHasChanged(): boolean {
    return this.#take() as boolean;
  }

  end(): void {
    this.#port.close();
    void this.#thread.terminate();
  }

  #ask(question: QueueQuestion): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    this.#port.postMessage(question);
  }

  #take(): unknown {
    while (Atomics.load(this.#answered, 0) === this.#taken) {
      if (Atomics.wait(this.#answered, 0, this.#taken, this.#timeout) === 'timed-out') {
        throw new Error('the thread that runs the commands does not answer');
      }
    }
    this.#taken++;
    return receiveMessageOnPort(this.#port)!.message;
  }
}
