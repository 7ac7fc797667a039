/** How a configuration is written: every symbol as in `.config`, or only what differs from the defaults. */
export type Format = 'full' | 'minimal';

/** The file that is edited. */
export interface OpenedFile {
  /** Its path as the user would write it. */
  readonly path: string;
  readonly format: Format;
}
