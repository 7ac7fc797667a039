/** What mallinfo() returns. Sizes are bytes, overhead of chunks included. */
export interface Mallinfo {
  /** Bytes of all chunks and of what stays free behind top. */
  arena: number;
  /** Number of free chunks, top among them. */
  ordblks: number;
  /** Always 0. */
  smblks: number;
  /** Always 0. */
  hblks: number;
  /** Bytes from the system that no segment's chunks account for: those of chunks with memory of their own. */
  hblkhd: number;
  /** The most bytes that the heap ever had from the system. */
  usmblks: number;
  /** Always 0. */
  fsmblks: number;
  /** Bytes of chunks in use. */
  uordblks: number;
  /** Bytes free. */
  fordblks: number;
  /** Bytes of top, which could be given back. */
  keepcost: number;
}
