/**
 * A file system, as far as a tree needs one. Paths have `/` between their parts; a relative one leads
 * from the `cwd` that the caller gave.
 */
export interface KconfigFiles {
  /** A file's text, or its bytes in any encoding. Undefined, or an error, if it cannot be read. */
  read(path: string): string | Uint8Array | undefined;
  /** Whether there is a file at the path. The answer for a folder does not matter. */
  exists(path: string): boolean;
  /** The names in a folder, in any order. Empty, or an error, if it is not a folder. */
  list(path: string): readonly string[];
  /**
   * The bytes of the file at the path, undefined if there is none. If given, sources are looked for
   * with it in place of `exists`, and one that is too large is refused before it is read.
   */
  size?(path: string): number | undefined;
}
