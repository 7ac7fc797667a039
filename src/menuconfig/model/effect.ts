import type { AfterWrite, Format, OpenedFile } from './document.ts';

/** What the screen wants done outside of it. */
export type Effect =
  /** Leave. */
  | { readonly kind: 'quit'; readonly interrupted: boolean }
  | { readonly kind: 'suspend' }
  /** Draw every row again. */
  | { readonly kind: 'redraw' }
  | {
      readonly kind: 'write';
      readonly file: OpenedFile;
      readonly text: string;
      /** The user has seen what would be lost. */
      readonly isAgreed: boolean;
      readonly then: AfterWrite;
    }
  /** Look at what is in a file. */
  | { readonly kind: 'preview'; readonly path: string }
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly format: Format;
      /** Nothing would be lost, or the user knows. Otherwise the user is asked, unless the file cannot be read. */
      readonly isAgreed: boolean;
    };
