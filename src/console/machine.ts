import { writeFileWhole } from '../../generator/output/write-file-whole.ts';
import { env_do_env_set, hcreate_r, type Environment } from './environment.ts';
import type { Heap, LeakSnapshot, Print } from './heap.ts';
import { createSourceMapper } from './source-lines.ts';
import type { ConsoleVariant } from './variant.ts';

const sourceMapper = createSourceMapper();

/** The region does not start at 0, so that no block is NULL. */
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
  /** The file for the heap's dump on poweroff and reset; %d is the number of restarts. */
  readonly mallocDump?: string | undefined;
}

/** The machine of the console: a heap, and the environment in it. */
export class Machine {
  readonly print: Print;
  readonly variant: ConsoleVariant;
  /** The number of resets. */
  restarts = 0;
  isOn = true;
  heap: Heap;
  memory: ArrayBufferLike;
  environment: Environment;
  /** The snapshot that `malloc leak start` took. */
  leakSnapshot: LeakSnapshot | undefined;
  readonly #mallocDump: string | undefined;

  constructor({ variant, print, mallocDump }: MachineOptions) {
    this.variant = variant;
    this.print = print;
    this.#mallocDump = mallocDump;
    ({ heap: this.heap, memory: this.memory, environment: this.environment } = boot(variant));
  }

  /** Writes the dump that was asked for, and restarts. */
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

  /** @throws {OutputError} if the file cannot be written; then it is as it was before */
  #dump(): void {
    if (this.#mallocDump === undefined) return;
    const path = this.#mallocDump.replaceAll('%d', String(this.restarts));
    let text = '';
    this.heap.malloc_dump?.((line) => {
      text += `${line}\n`;
    });
    writeFileWhole(path, text);
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
