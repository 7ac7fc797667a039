import { Blocks, type Block } from './blocks.ts';
import { inBlocks, leakText, leaksOf, type Leak } from './leaks.ts';
import { bytes, counted } from './numbers.ts';
import {
  memcheckError,
  type Finding,
  type MemcheckError,
  type MemcheckErrorKind,
} from './memcheck-error.ts';
import { DEFINED, FREED, NOACCESS, Shadow, UNDEFINED } from './shadow.ts';
import { Stack, type Callable } from './stack.ts';

type AccessErrorKind = Extract<
  MemcheckErrorKind,
  'invalid-read' | 'invalid-write' | 'undefined-read'
>;

export interface MemcheckOptions {
  /** Called for each error the first time it is made in its place. It may throw. */
  readonly onError?: (error: MemcheckError) => void;
  /** Frames of a call stack to keep; 12 without it. */
  readonly stackDepth?: number;
  /** How many freed blocks to remember; 10,000 without it. */
  readonly keepFreed?: number;
}

/**
 * A memory checker for variants with VALGRIND. `set_valgrind(checker)` tells it of each block of the heap;
 * a checked view tells it of each access. It keeps one byte of shadow for each byte of memory outside of
 * the heap, and looks at as many for an access as the access has bytes.
 *
 * Attach it before mem_malloc_init(), so that it knows where the heap is: bytes of the heap outside of
 * blocks may not be used. All other memory may.
 */
export class Memcheck {
  readonly #shadow = new Shadow();
  readonly #blocks: Blocks;
  readonly #errors = new Map<string, MemcheckError>();
  readonly #onError: (error: MemcheckError) => void;
  readonly #stackDepth: number;
  #allocations = 0;
  #frees = 0;
  #bytes = 0;

  constructor({ onError, stackDepth = 12, keepFreed = 10_000 }: MemcheckOptions = {}) {
    this.#onError = onError ?? (() => undefined);
    this.#stackDepth = stackDepth;
    this.#blocks = new Blocks(keepFreed);
  }

  /** What the program did wrong, in the order of the first time; each place counts once. */
  get errors(): readonly MemcheckError[] {
    return [...this.#errors.values()];
  }

  /** What is allocated now, by place: at the end of a program, its leaks. The largest come first. */
  leaks(): readonly Leak[] {
    return leaksOf(this.#blocks.live);
  }

  /** All errors and leaks, and the totals, to print at the end. */
  report(): string {
    const { live } = this.#blocks;
    const size = live.reduce((sum, block) => sum + block.size, 0);
    const made = this.errors.reduce((sum, { count }) => sum + count, 0);
    return [
      ...this.errors.map(({ message, count }) =>
        count > 1 ? `${message}\n  (${count} times)` : message,
      ),
      ...this.leaks().map((leak) => leakText(leak)),
      [
        `Allocated now: ${inBlocks(size, live.length)}`,
        `In all: ${counted(this.#allocations, 'allocation')}, ${counted(this.#frees, 'free')}, ${bytes(this.#bytes)}`,
        `Errors: ${String(made)} in ${counted(this.#errors.size, 'place')}`,
      ].join('\n'),
    ].join('\n\n');
  }

  /**
   * The program reads `size` bytes. Checked views call it.
   * @param above the function whose callers are told in an error
   */
  read(address: number, size: number, above: Callable = this.read): void {
    const bad = this.#shadow.find(address, address + size, UNDEFINED);
    if (bad < 0) return;
    const unaddressable = this.#shadow.find(bad, address + size, NOACCESS);
    if (unaddressable >= 0) this.#access('invalid-read', unaddressable, size, above);
    else this.#access('undefined-read', bad, size, above);
  }

  /** The program writes `size` bytes, as read(). */
  write(address: number, size: number, above: Callable = this.write): void {
    const bad = this.#shadow.find(address, address + size, UNDEFINED);
    if (bad < 0) return;
    const unaddressable = this.#shadow.find(bad, address + size, NOACCESS);
    if (unaddressable < 0) this.#shadow.fill(bad, address + size, DEFINED);
    else {
      this.#defineAddressable(address, size);
      this.#access('invalid-write', unaddressable, size, above);
    }
  }

  /** The program copies `size` bytes: undefined ones are no mistake, and stay undefined. */
  copy(to: number, from: number, size: number, above: Callable = this.copy): void {
    const bad = this.#shadow.find(from, from + size, NOACCESS);
    if (bad >= 0) this.#access('invalid-read', bad, size, above);
    const target = this.#shadow.find(to, to + size, NOACCESS);
    if (target >= 0) this.#access('invalid-write', target, size, above);
    if (bad < 0 && target < 0) this.#shadow.copy(to, from, size);
  }

  malloclike_block(addr: number, size: number, redzone: number, is_zeroed: boolean): void {
    this.#allocations += 1;
    this.#bytes += size;
    this.#shadow.fill(addr - redzone, addr, NOACCESS);
    this.#shadow.fill(addr, addr + size, is_zeroed ? DEFINED : UNDEFINED);
    this.#shadow.fill(addr + size, addr + size + redzone, NOACCESS);
    this.#blocks.add({ address: addr, size, allocated: this.#stack(this.malloclike_block) });
  }

  freelike_block(addr: number, _redzone: number): void {
    const block = this.#blocks.at(addr);
    const stack = this.#stack(this.freelike_block);
    if (block === undefined) {
      const freed = this.#blocks.freedAt(addr);
      if (freed && this.#shadow.get(addr) === FREED)
        this.#found({ kind: 'double-free', address: addr, size: 0, stack, block: freed });
      else
        this.#found({ kind: 'invalid-free', address: addr, size: 0, stack, ...this.#near(addr) });
      return;
    }
    this.#frees += 1;
    this.#shadow.fill(addr, addr + block.size, FREED);
    this.#blocks.free(block, stack);
  }

  resizeinplace_block(addr: number, _old_size: number, new_size: number, redzone: number): void {
    const block = this.#blocks.at(addr);
    const stack = this.#stack(this.resizeinplace_block);
    if (block === undefined) {
      this.#found({ kind: 'invalid-realloc', address: addr, size: 0, stack, ...this.#near(addr) });
      return;
    }
    const end = addr + new_size;
    this.#shadow.fill(addr + block.size, end, UNDEFINED);
    this.#shadow.fill(end, Math.max(end + redzone, addr + block.size), NOACCESS);
    this.#blocks.add({ ...block, size: new_size, allocated: stack });
  }

  /** The contents of a block, as far as the new one has room. */
  copy_block(to: number, from: number): void {
    const source = this.#blocks.at(from);
    const target = this.#blocks.at(to);
    if (source && target) this.#shadow.copy(to, from, Math.min(source.size, target.size));
  }

  /** These bytes may be read and written. For programs, too: what unchecked code wrote is defined. */
  make_mem_defined(addr: number, size: number): void {
    this.#shadow.fill(addr, addr + size, DEFINED);
  }

  /** These bytes may be written, and read after that. */
  make_mem_undefined(addr: number, size: number): void {
    this.#shadow.fill(addr, addr + size, UNDEFINED);
  }

  /** These bytes may not be used. Blocks that were there are forgotten, and are no leaks. */
  make_mem_noaccess(addr: number, size: number): void {
    this.#shadow.fill(addr, addr + size, NOACCESS);
    this.#blocks.forget(addr, addr + size);
  }

  #defineAddressable(address: number, size: number): void {
    for (let at = address; at < address + size; at += 1) {
      if (this.#shadow.get(at) === UNDEFINED) this.#shadow.fill(at, at + 1, DEFINED);
    }
  }

  #access(kind: AccessErrorKind, address: number, size: number, above: Callable): void {
    this.#found({ kind, address, size, stack: this.#stack(above), ...this.#near(address) });
  }

  #near(address: number): { readonly block?: Block } {
    const block = this.#blocks.find(address, this.#shadow.get(address) === FREED);
    return block ? { block } : {};
  }

  #stack(above: Callable): Stack {
    return Stack.capture(above, this.#stackDepth);
  }

  #found(finding: Finding): void {
    const stack = finding.stack.frames;
    const key = [finding.kind, ...stack].join('\n');
    const known = this.#errors.get(key);
    if (known) {
      this.#errors.set(key, { ...known, count: known.count + 1 });
      return;
    }
    const error = memcheckError(finding, stack);
    this.#errors.set(key, error);
    this.#onError(error);
  }
}
