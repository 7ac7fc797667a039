/** What mallinfo() returns. Sizes are in bytes and include the overhead of chunks. */
export interface Mallinfo {
  /** Bytes of all chunks, and of the bytes after top that are always free. */
  arena: number;
  /** Number of free chunks, including top. */
  ordblks: number;
  /** Always 0. */
  smblks: number;
  /** Always 0. */
  hblks: number;
  /** Bytes from the system outside all segments: those of chunks that were mapped on their own. */
  hblkhd: number;
  /** The maximum number of bytes that the heap had from the system. */
  usmblks: number;
  /** Always 0. */
  fsmblks: number;
  /** Bytes of chunks in use. */
  uordblks: number;
  /** Bytes that are free. */
  fordblks: number;
  /** Bytes of top, which could be released. */
  keepcost: number;
}
