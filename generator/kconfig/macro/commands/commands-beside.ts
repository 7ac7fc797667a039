import type { Position } from '../../position.ts';
import type { FileState } from '../../glob.ts';
import { CommandQueue } from './command-queue.ts';
import { isUnsettled, MARK, outputOf, type Commands } from './commands.ts';
import { ReadAgain } from './read-again.ts';
import type { CommandSettings } from './run-command.ts';

const MARKED = /\0(\d+)\0/g;

interface Begun {
  readonly command: string;
  readonly position: Position;
}

/**
 * Runs the commands of a tree in a thread, in their order, while the tree is parsed. Texts hold marks
 * until somebody needs to know what they say.
 */
export class CommandsBeside implements Commands {
  /** Of the commands whose output is known. */
  readonly outputs = new Map<string, string>();
  readonly #script: string;
  readonly #settings: CommandSettings;
  /** In their order. The marks of a command have its index between them. */
  readonly #begun: Begun[] = [];
  /** What stands for the output of each, by command. */
  readonly #texts = new Map<string, string>();
  #queue: CommandQueue | undefined;
  /** How many outputs have been taken. */
  #taken = 0;
  /** What was read while commands may have been running. */
  readonly #files: FileState[] = [];
  #isFinished = false;

  /** @param script `command-thread.ts`, compiled. */
  constructor(script: string, settings: CommandSettings) {
    this.#script = script;
    this.#settings = settings;
  }

  get areRunning(): boolean {
    return this.#taken < this.#begun.length;
  }

  begin(command: string, position: Position): string {
    const known = this.outputs.get(command) ?? this.#texts.get(command);
    if (known !== undefined) return known;
    const text = `${MARK}${this.#begun.length}${MARK}`;
    this.#texts.set(command, text);
    this.#begun.push({ command, position });
    this.#queue ??= new CommandQueue(this.#script, this.#settings);
    this.#queue.start(command);
    return text;
  }

  settle(text: string): string {
    if (!isUnsettled(text)) return text;
    return text.replaceAll(MARKED, (_, index: string) => {
      const { command } = this.#begun[Number(index)]!;
      while (!this.outputs.has(command)) this.#takeOutput();
      return this.outputs.get(command)!;
    });
  }

  settleAll(): void {
    while (this.areRunning) this.#takeOutput();
  }

  noteRead(file: FileState, text: string): void {
    if (isUnsettled(text)) throw new ReadAgain();
    if (this.areRunning) this.#files.push(file);
  }

  finish(): void {
    this.settleAll();
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#queue?.startComparing(this.#files);
  }

  /** Whether a command, before the end, wrote one of the files that were read while it may have run. */
  haveWritten(): boolean {
    return this.#queue?.takeHasChanged() ?? false;
  }

  end(): void {
    this.#queue?.end();
  }

  #takeOutput(): void {
    const { command, position } = this.#begun[this.#taken++]!;
    this.outputs.set(command, outputOf(this.#queue!.takeResult(), command, position));
  }
}
