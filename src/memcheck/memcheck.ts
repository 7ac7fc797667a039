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

/** What is known of a call of realloc() that the allocator works on. */
interface OngoingRealloc {
  /** The block that the program wants to resize. */
  readonly block?: Block;
  /** The states of its bytes, if it was freed already because the new block overlaps it. */
  readonly states?: Uint8Array;
  /** What the program gave to realloc(), if it is not a block: an error that was found already. */
  readonly invalid?: number;
  /** The allocator moved it all the same, and will report that as a free. */
  readonly moved?: boolean;
}

type AccessErrorKind = Extract<
  MemcheckErrorKind,
  'invalid-read' | 'invalid-write' | 'undefined-read'
>;

export interface MemcheckOptions {
  /** Called for each error the first time it occurs in its place. It may throw. */
  readonly onError?: (error: MemcheckError) => void;
  /** How many frames of each call stack to keep; the default is 12. */
  readonly stackDepth?: number;
  /** How many freed blocks to remember; the default is 10,000. */
  readonly keepFreed?: number;
}

/**
 * A memory checker for variants with VALGRIND. `set_valgrind(checker)` reports each block of the heap to
 * it, and a checked view or array reports each access. It keeps one byte of shadow for each byte of
 * memory, outside of the heap, and looks at one byte of shadow for each byte of an access.
 *
 * Attach it before mem_malloc_init(), so that it knows where the heap is: in the heap, only the bytes of
 * blocks may be used. All other memory may be used freely.
 */
export class Memcheck {
  readonly #shadow = new Shadow();
  readonly #blocks: Blocks;
  readonly #errors = new Map<string, MemcheckError>();
  readonly #onError: (error: MemcheckError) => void;
  readonly #stackDepth: number;
  #realloc: OngoingRealloc = {};
  #allocations = 0;
  #frees = 0;
  #bytes = 0;

  constructor({ onError, stackDepth = 12, keepFreed = 10_000 }: MemcheckOptions = {}) {
    this.#onError = onError ?? (() => undefined);
    this.#stackDepth = stackDepth;
    this.#blocks = new Blocks(keepFreed);
  }

  /** The mistakes of the program, in the order in which they first occurred, one for each place. */
  get errors(): readonly MemcheckError[] {
    return [...this.#errors.values()];
  }

  /** What is allocated now, grouped by place, the largest first. At the end of a program these are its leaks. */
  leaks(): readonly Leak[] {
    return leaksOf(this.#blocks.live);
  }

  /** All errors, all leaks and the totals as text. */
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
   * The program reads `size` bytes. Checked views and arrays call this.
   * @param above the function whose callers an error shows
   */
  read(address: number, size: number, above: Callable = this.read): void {
    const bad = this.#shadow.find(address, address + size, UNDEFINED);
    if (bad < 0) return;
    const unaddressable = this.#shadow.find(bad, address + size, NOACCESS);
    if (unaddressable >= 0) this.#access('invalid-read', unaddressable, size, above);
    else this.#access('undefined-read', bad, size, above);
  }

  /** The program writes `size` bytes. */
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

  /** The program copies `size` bytes. Undefined bytes may be copied, and stay undefined. */
  copy(to: number, from: number, size: number, above: Callable = this.copy): void {
    const bad = this.#shadow.find(from, from + size, NOACCESS);
    if (bad >= 0) this.#access('invalid-read', bad, size, above);
    const target = this.#shadow.find(to, to + size, NOACCESS);
    if (target >= 0) this.#access('invalid-write', target, size, above);
    if (bad < 0 && target < 0) this.#shadow.copy(to, from, size);
  }

  /** Two ranges of `size` bytes change places. Undefined bytes stay undefined. */
  swap(a: number, b: number, size: number, above: Callable = this.swap): void {
    for (const address of [a, b]) {
      const bad = this.#shadow.find(address, address + size, NOACCESS);
      if (bad < 0) continue;
      this.#access('invalid-read', bad, size, above);
      return;
    }
    const states = this.#shadow.states(a, size);
    this.#shadow.copy(a, b, size);
    this.#shadow.put(b, states);
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
    const { block: resized, invalid, moved = false } = this.#realloc;
    this.#realloc = {};
    if (invalid === addr && moved) return;
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
    if (block === resized) {
      this.#realloc = { block, states: this.#shadow.states(addr, block.size) };
    }
    this.#shadow.fill(addr, addr + block.size, FREED);
    this.#blocks.free(block, stack);
  }

  /** realloc() of an address that is not a block is a mistake, whatever the allocator does about it. */
  before_realloc(addr: number): void {
    const block = this.#blocks.at(addr);
    this.#realloc = block ? { block } : { invalid: addr };
    if (block === undefined) this.#invalidRealloc(addr, this.before_realloc);
  }

  resizeinplace_block(addr: number, _old_size: number, new_size: number, redzone: number): void {
    const { invalid } = this.#realloc;
    this.#realloc = {};
    const block = this.#blocks.at(addr);
    if (block === undefined) {
      if (invalid !== addr) this.#invalidRealloc(addr, this.resizeinplace_block);
      return;
    }
    const stack = this.#stack(this.resizeinplace_block);
    const end = addr + new_size;
    this.#shadow.fill(addr + block.size, end, UNDEFINED);
    this.#shadow.fill(end, Math.max(end + redzone, addr + block.size), NOACCESS);
    this.#blocks.add({ ...block, size: new_size, allocated: stack });
  }

  /** realloc() moved the contents of the block at `from` to the one at `to`, as far as there is room. */
  copy_block(to: number, from: number): void {
    const { block, states, invalid } = this.#realloc;
    this.#realloc = invalid === from ? { invalid, moved: true } : {};
    const source = this.#blocks.at(from);
    const target = this.#blocks.at(to);
    if (target === undefined) return;
    if (block?.address === from && states) this.#shadow.put(to, states.subarray(0, target.size));
    else if (source) this.#shadow.copy(to, from, Math.min(source.size, target.size));
  }

  /** These bytes may be read and written. Programs may call this for bytes that unchecked code has written. */
  make_mem_defined(addr: number, size: number): void {
    this.#shadow.fill(addr, addr + size, DEFINED);
  }

  /** These bytes may be written, and must be written before they are read. */
  make_mem_undefined(addr: number, size: number): void {
    this.#shadow.fill(addr, addr + size, UNDEFINED);
  }

  /** These bytes may not be used. Blocks that were there are forgotten, and are not leaks. */
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

  #invalidRealloc(address: number, above: Callable): void {
    const stack = this.#stack(above);
    this.#found({ kind: 'invalid-realloc', address, size: 0, stack, ...this.#near(address) });
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
