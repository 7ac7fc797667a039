/** How a configuration is written: every symbol as in `.config`, or only what differs from the defaults. */
export type Format = 'full' | 'minimal';

/**
 * What comes after a file was written: it is edited from now on, the session keeps the file that it has,
 * or the user leaves.
 */
export type AfterWrite = 'edit' | 'keep' | 'quit';

/** The file that is edited. */
export interface OpenedFile {
  /** Its path as the user would write it. */
  readonly path: string;
  readonly format: Format;
}
