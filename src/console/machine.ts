import { writeFileSync } from 'node:fs';

import { env_do_env_set, hcreate_r, type Environment } from './environment.ts';
import { ConsoleError } from './console-error.ts';
import type { Heap, LeakSnapshot, Print } from './heap.ts';
import { createSourceMapper } from './source-lines.ts';
import type { ConsoleVariant } from './variant.ts';

const sourceMapper = createSourceMapper();

/** The region does not start at 0: no block is NULL. */
const REGION_START = 0x1000;

const DEFAULT_ENVIRONMENT = [
  ['baudrate', '115200'],
  ['bootdelay', '2'],
  ['stdin', 'serial'],
  ['stdout', 'serial'],
] as const;

export interface MachineOptions {
  readonly variant: ConsoleVariant;
  readonly print: Print;
  /** Where the heap's dump goes on poweroff and reset; %d is the number of restarts. */
  readonly mallocDump?: string | undefined;
}

/** What the console runs on: a heap, and the environment in it. */
export class Machine {
  readonly print: Print;
  readonly variant: ConsoleVariant;
  /** How often it was reset. */
  restarts = 0;
  isOn = true;
  heap: Heap;
  memory: ArrayBufferLike;
  environment: Environment;
  /** What `malloc leak start` has seen. */
  leakSnapshot: LeakSnapshot | undefined;
  readonly #mallocDump: string | undefined;

  constructor({ variant, print, mallocDump }: MachineOptions) {
    this.variant = variant;
    this.print = print;
    this.#mallocDump = mallocDump;
    ({ heap: this.heap, memory: this.memory, environment: this.environment } = boot(variant));
  }

  /** Writes the dump that was asked for, and starts anew. */
  reset(): void {
    this.#dump();
    this.restarts += 1;
    this.leakSnapshot = undefined;
    ({ heap: this.heap, memory: this.memory, environment: this.environment } = boot(this.variant));
  }

  /** Writes the dump that was asked for, and ends. */
  poweroff(): void {
    this.#dump();
    this.isOn = false;
  }

  /** @throws {ConsoleError} if the file cannot be written */
  #dump(): void {
    if (this.#mallocDump === undefined) return;
    const path = this.#mallocDump.replaceAll('%d', String(this.restarts));
    let text = '';
    this.heap.malloc_dump?.((line) => {
      text += `${line}\n`;
    });
    try {
      writeFileSync(path, text);
    } catch (error) {
      throw ConsoleError.cannotWrite(path, (error as NodeJS.ErrnoException).code ?? String(error));
    }
  }
}

function boot(variant: ConsoleVariant) {
  const heap = variant.instance();
  heap.set_source_mapper?.(sourceMapper);
  const length = REGION_START + variant.options.values.SYS_MALLOC_LEN;
  const isShared = variant.options.enabled.SYS_MALLOC_LOCK;
  const memory = isShared ? new SharedArrayBuffer(length) : new ArrayBuffer(length);
  heap.initr_malloc(memory, REGION_START);
  const environment = hcreate_r(heap, memory);
  for (const [name, value] of DEFAULT_ENVIRONMENT) env_do_env_set(environment, name, value);
  return { heap, memory, environment };
}
