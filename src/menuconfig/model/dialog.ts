import type { AssignedValue, SearchHit } from '../../../generator/kconfig/index.ts';
import type { Family } from './families.ts';
import type { AfterWrite, Format } from './document.ts';

/** What is above the menu; the last one has the keyboard. */
export type Dialog =
  FieldDialog | QuestionDialog | TextDialog | HitsDialog | PhasesDialog | ProblemsDialog;

/** What the text of a field is for. */
export type FieldPurpose =
  | { readonly kind: 'value'; readonly name: string; readonly problem?: number | undefined }
  | { readonly kind: 'save'; readonly format: Format; readonly then: AfterWrite }
  | { readonly kind: 'load' }
  | { readonly kind: 'search' };

/** One line of text that the user edits. */
export interface FieldDialog {
  readonly kind: 'field';
  readonly title: string;
  /** What is known about the value: its range and default. */
  readonly notes: readonly string[];
  readonly purpose: FieldPurpose;
  /** The characters, as a user sees them. */
  readonly text: readonly string[];
  /** The number of characters before the cursor. */
  readonly cursor: number;
  /** Why the text cannot be taken. */
  readonly fault: string | undefined;
}

/** Something that the user decides with one key. */
export interface QuestionDialog {
  readonly kind: 'question';
  readonly title: string;
  readonly lines: readonly string[];
  readonly answers: readonly Answer[];
}

export interface Answer {
  /** The first is what the help line names. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly action: Action;
}

/** What the user has agreed to lose: nothing yet, lines without effect, or also what others wrote. */
export type Agreed = 'nothing' | 'lines' | 'all';

/** What an answer brings about. */
export type Action =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'problems' }
  | {
      readonly kind: 'apply';
      readonly values: Readonly<Record<string, AssignedValue>>;
      /** The problem that this repairs. */
      readonly problem?: number | undefined;
    }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly format: Format;
      readonly then: AfterWrite;
      readonly agreed: Agreed;
    }
  | { readonly kind: 'read'; readonly path: string };

/** A text to read. */
export interface TextDialog {
  readonly kind: 'text';
  readonly title: string;
  /** Long lines are wrapped when they are shown. */
  readonly text: string;
  /** The first line that is shown. */
  readonly top: number;
}

/** What a search found. */
export interface HitsDialog {
  readonly kind: 'hits';
  readonly query: string;
  readonly hits: readonly SearchHit[];
  readonly at: number;
  readonly top: number;
}

/** The options of the allocator, a column for each phase. */
export interface PhasesDialog {
  readonly kind: 'phases';
  readonly families: readonly Family[];
  readonly at: number;
  readonly top: number;
  /** The place of the selected phase in `PHASES`. */
  readonly column: number;
}

/** What is wrong with the configuration that was opened. */
export interface ProblemsDialog {
  readonly kind: 'problems';
  readonly at: number;
  readonly top: number;
}
