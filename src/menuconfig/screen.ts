import { KeyDecoder } from './keys/key-decoder.ts';
import type { Input } from './keys/key.ts';
import type { Effect } from './model/effect.ts';
import type { Model } from './model/model.ts';
import { FrameWriter } from './terminal/frame-writer.ts';
import { HeldWarnings, type WarningSource } from './terminal/held-warnings.ts';
import { Terminal, type TerminalInput, type TerminalOutput } from './terminal/terminal.ts';
import { startModel, type Start } from './update/opened.ts';
import { PriceRequests, type PriceSource } from './prices/price-requests.ts';
import { wantedPrices } from './prices/wanted.ts';
import { emptyBoard } from './update/prices.ts';
import { update, type Message } from './update/update.ts';
import { view } from './view/view.ts';

/** What ends a screen. */
export type Ending =
  | { readonly kind: 'quit'; readonly model: Model }
  /** Ctrl-C, or a signal; SIGHUP also if the terminal is gone. */
  | { readonly kind: 'interrupted'; readonly signal: StopSignal };

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the screen needs of the process. `process` is one. */
export type ScreenProcess = WarningSource & {
  readonly pid: number;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  kill(pid: number, signal: string): unknown;
};

type WriteEffect = Extract<Effect, { kind: 'write' }>;

/** Does what the screen wants done outside: reading and writing files. */
export type Perform = (effect: Extract<Effect, { kind: 'preview' | 'read' | 'write' }>) => Message;

export interface ScreenOptions {
  readonly start: Omit<Start, 'size'>;
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  readonly process: ScreenProcess;
  readonly hasColours: boolean;
  readonly perform: Perform;
  /**
   * Finds out, beside the screen, whether what it started with is still right: undefined, or what to show
   * in place of the present model. Nothing is written before.
   */
  readonly check?: (signal: AbortSignal) => Promise<((present: Model) => Message) | undefined>;
  /** Loads what knows the prices of options; it is closed at the end. */
  readonly prices?: () => Promise<PriceSource>;
  /** Bytes after brotli that a phase may have. */
  readonly budget?: number | undefined;
  /** The prices are those of malloc.wasm. */
  readonly isWasm?: boolean | undefined;
}

/** How long an Esc may be the beginning of another key. */
const ESC_MILLISECONDS = 40;
const CONTINUE_MILLISECONDS = 50;

/** What happens to standard input when there is no terminal any more. */
const GONE = ['end', 'error'] as const;

/**
 * Shows a menu on a terminal until the user leaves it. Whatever happens, the terminal is then as it was
 * before: also when something throws.
 */
export function runScreen(options: ScreenOptions): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const screen = new Screen(
      options,
      (ending) => {
        screen.close().then(() => resolve(ending), reject);
      },
      (error) => {
        screen.close().then(() => reject(error), reject);
      },
    );
    screen.open();
  });
}

class Screen {
  readonly #options: ScreenOptions;
  readonly #terminal: Terminal;
  readonly #warnings: HeldWarnings;
  readonly #writer: FrameWriter;
  readonly #decoder = new KeyDecoder();
  readonly #end: (ending: Ending) => void;
  readonly #fail: (error: unknown) => void;
  readonly #signals: readonly (readonly [string, () => void])[];
  #model: Model;
  #requests: PriceRequests | undefined;
  /** While the check runs. */
  #checking: AbortController | undefined;
  /** What the user wants written, which waits for the check. */
  #waiting: WriteEffect | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;
  #isSuspended = false;

  constructor(
    options: ScreenOptions,
    end: (ending: Ending) => void,
    fail: (error: unknown) => void,
  ) {
    this.#options = options;
    this.#end = end;
    this.#fail = fail;
    this.#terminal = new Terminal(options.input, options.output);
    this.#warnings = new HeldWarnings(options.process);
    this.#writer = new FrameWriter(options.hasColours);
    this.#checking = options.check && new AbortController();
    this.#model = startModel({ ...options.start, size: this.#terminal.size });
    this.#signals = [
      ['SIGINT', () => this.#interrupt('SIGINT')],
      ['SIGTERM', () => this.#interrupt('SIGTERM')],
      ['SIGHUP', this.#onHangUp],
      ['SIGTSTP', this.#onStop],
      ['SIGCONT', () => this.#continue()],
      ['exit', () => this.#giveBack()],
      ['uncaughtExceptionMonitor', () => this.#giveBack()],
    ];
  }

  open(): void {
    const { input, output, process } = this.#options;
    this.#isOpen = true;
    for (const [name, listener] of this.#signals) process.on(name, listener);
    input.on('data', this.#onData);
    for (const event of GONE) input.on(event, this.#onHangUp);
    output.on('resize', this.#onResize);
    this.#guarded(() => {
      this.#takeTerminal();
      this.#draw();
    });
    // The menus are there before other work begins.
    setImmediate(() => {
      this.#check().catch((error: unknown) => this.#fail(error));
      this.#loadPrices().catch((error: unknown) => this.#fail(error));
    });
  }

  async #check(): Promise<void> {
    const checking = this.#checking;
    if (checking === undefined || !this.#isOpen) return;
    const messageFor = await this.#options.check?.(checking.signal);
    this.#checking = undefined;
    if (!this.#isOpen) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#guarded(() => {
      if (messageFor) this.#dispatch(messageFor(this.#model));
      else if (waiting) this.#perform(waiting);
      if (this.#isOpen) this.#draw();
    });
  }

  async #loadPrices(): Promise<void> {
    const { prices, budget, isWasm } = this.#options;
    if (prices === undefined || !this.#isOpen) return;
    const source = await prices();
    if (!this.#isOpen) {
      await source.close();
      return;
    }
    this.#requests = new PriceRequests(source, (message) => this.#show(message));
    this.#show({
      kind: 'board',
      board: emptyBoard((phase) => source.symbols(phase), { budget, isWasm }),
    });
  }

  /** Takes a message that comes from elsewhere. */
  #show(message: Message): void {
    if (!this.#isOpen) return;
    this.#guarded(() => {
      this.#dispatch(message);
      this.#draw();
    });
  }

  /** Gives the terminal back, and ends the work on prices. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    const { input, output, process } = this.#options;
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#checking?.abort();
    input.off('data', this.#onData);
    for (const event of GONE) input.off(event, this.#onHangUp);
    output.off('resize', this.#onResize);
    this.#giveBack();
    input.pause();
    for (const [name, listener] of this.#signals) process.off(name, listener);
    await this.#requests?.close();
  }

  readonly #onData = (bytes: Uint8Array): void => {
    this.#guarded(() => {
      clearTimeout(this.#timer);
      this.#take(this.#decoder.push(bytes, performance.now()));
      if (!this.#isOpen || !this.#decoder.isWaiting) return;
      this.#timer = setTimeout(() => {
        this.#guarded(() => this.#take(this.#decoder.flush(performance.now())));
      }, ESC_MILLISECONDS);
    });
  };

  readonly #onStop = (): void => this.#suspend();

  /**
   * The terminal is gone, or may be. SIGHUP ends the process, as it would without this listener: where the terminal is
   * gone, Node.js 20 does not get to its own end, because it cannot make the terminal as it was.
   */
  readonly #onHangUp = (): void => {
    const { process } = this.#options;
    this.#giveBack();
    process.off('SIGHUP', this.#onHangUp);
    process.kill(process.pid, 'SIGHUP');
    this.#interrupt('SIGHUP');
  };

  readonly #onResize = (): void => {
    this.#guarded(() => {
      this.#writer.forget();
      this.#dispatch({ kind: 'resize', size: this.#terminal.size });
      this.#draw();
    });
  };

  #take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (!this.#isOpen) return;
      this.#dispatch(input);
    }
    if (this.#isOpen) this.#draw();
  }

  #dispatch(message: Message): void {
    const { model, effects } = update(this.#model, message);
    this.#model = model;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: Effect): void {
    switch (effect.kind) {
      case 'quit':
        if (effect.interrupted) this.#interrupt('SIGINT');
        else this.#end({ kind: 'quit', model: this.#model });
        return;
      case 'suspend':
        this.#suspend();
        return;
      case 'redraw':
        this.#writer.forget();
        return;
      case 'write':
        if (this.#checking) {
          this.#waiting = effect;
          this.#dispatch({ kind: 'waiting', path: effect.file.path });
          return;
        }
        this.#dispatch(this.#options.perform(effect));
        return;
      case 'preview':
      case 'read':
        this.#dispatch(this.#options.perform(effect));
    }
  }

  #draw(): void {
    this.#terminal.write(this.#writer.sequencesFor(view(this.#model)));
    const wanted = wantedPrices(this.#model);
    if (wanted === undefined) return;
    const { session } = this.#model;
    this.#requests?.request(wanted, () => session.defconfig());
  }

  #interrupt(signal: StopSignal): void {
    this.#end({ kind: 'interrupted', signal });
  }

  /** Ctrl-Z: gives the terminal back and stops, with all of the job, until `fg`. */
  #suspend(): void {
    const { process } = this.#options;
    if (this.#isSuspended) return;
    this.#isSuspended = true;
    this.#giveBack();
    process.off('SIGTSTP', this.#onStop);
    process.kill(0, 'SIGTSTP');
    // Runs after `fg`, or soon if nothing stops: without a shell that controls jobs, the kernel ignores
    // the signal.
    setTimeout(() => this.#continue(), CONTINUE_MILLISECONDS);
  }

  #continue(): void {
    if (!this.#isOpen) return;
    if (this.#isSuspended) this.#options.process.on('SIGTSTP', this.#onStop);
    this.#isSuspended = false;
    this.#guarded(() => {
      this.#takeTerminal();
      this.#writer.forget();
      this.#dispatch({ kind: 'resize', size: this.#terminal.size });
      this.#draw();
    });
  }

  #takeTerminal(): void {
    this.#warnings.hold();
    this.#terminal.take();
  }

  #giveBack(): void {
    this.#terminal.giveBack();
    this.#warnings.release();
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }
}
