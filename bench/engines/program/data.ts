/** What the program is given, in a script before it. */
export interface Data {
  readonly traces: readonly TraceData[];
  /** By names of variants: for each trace the digest of the offsets that C returns. */
  readonly digests: Readonly<Record<string, readonly number[]>>;
}

export interface TraceData {
  readonly name: string;
  /** Four numbers a call: its code and three arguments. */
  readonly words: readonly number[];
  readonly blocks: number;
  /** Bytes of the heap. */
  readonly size: number;
}

/** What the program says about the engine that runs it. */
export interface Answer {
  /** By names of variants: the traces whose addresses are those of C, and nanoseconds a call. */
  readonly variants: Readonly<
    Record<
      string,
      { readonly right: number; readonly traces: number; readonly nanoseconds: number }
    >
  >;
  /** By kinds of memory: whether a heap grew with it, to the addresses of a heap that need not grow. */
  readonly growth: Readonly<Record<string, boolean>>;
  /** Calls whose caller was named, of those that were made. */
  readonly backtraces: { readonly right: number; readonly calls: number; readonly sample: string };
  /** Threads that shared a heap, and whether all of its bytes were given back; undefined without threads. */
  readonly workers?: { readonly threads: number; readonly isRight: boolean };
}

/** A digest of 32 bits, FNV-1a over words: enough to compare lists of addresses. */
export function digestOf(words: ArrayLike<number>): number {
  let digest = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) {
    digest = Math.imul(digest ^ (words[i] ?? 0), 0x01000193);
  }
  return digest >>> 0;
}
