import type { AfterWrite, Format, OpenedFile } from '../model/document.ts';
import type { QuestionDialog } from '../model/dialog.ts';

/** What is read and written. Paths are as the user wrote them. */
export interface FileAccess {
  /** The text of a file; undefined if there is none. */
  read(path: string): string | undefined;
  /** Replaces a file as a whole. Returns its path as the user would write it. Throws a `MallocgenError`. */
  save(path: string, text: string, format: Format): string;
}

export interface WriteRequest {
  readonly file: OpenedFile;
  readonly text: string;
  readonly isAgreed: boolean;
  readonly then: AfterWrite;
}

/** Remembers what files held when they were read or written, to notice what others do to them. */
export class EditedFiles {
  readonly #access: FileAccess;
  readonly #known = new Map<string, string | undefined>();

  constructor(access: FileAccess) {
    this.#access = access;
  }

  /** Notes what is in a file that is being opened. */
  opened(path: string): void {
    this.#known.set(path, this.#access.read(path));
  }

  /** What is in a file; undefined if there is none. */
  read(path: string): string | undefined {
    return this.#access.read(path);
  }

  /**
   * Writes a file, unless something would be lost that the user has not agreed to lose.
   * @returns the path that was written, or the question to ask before
   */
  write({ file, text, isAgreed, then }: WriteRequest): string | QuestionDialog {
    const { path, format } = file;
    const present = this.#access.read(path);
    const losses = isAgreed || present === text ? [] : this.#losses(path, format, present);
    if (losses.length > 0) return question(file, losses, then, this.#isChanged(path, present));
    const written = this.#access.save(path, text, format);
    this.#known.set(path, text);
    this.#known.set(written, text);
    return written;
  }

  #isChanged(path: string, present: string | undefined): boolean {
    return this.#known.has(path) && this.#known.get(path) !== present;
  }

  #losses(path: string, format: Format, present: string | undefined): readonly string[] {
    if (present === undefined) return [];
    if (!this.#known.has(path)) return [`${path} exists, and was not opened here.`];
    if (this.#isChanged(path, present)) {
      return [`${path} was changed by another program since it was opened or saved here.`];
    }
    return format === 'minimal' ? lossesOfMinimal(path, present) : [];
  }
}

/** A line that a minimal configuration never has, except for symbols that are not set. */
const COMMENT = /^[ \t]*(#(?!.* is not set$)(?![ \t]*include\b)|\/[/*])/gm;
const INCLUDE = /^[ \t]*#[ \t]*include\b/gm;

function lossesOfMinimal(path: string, text: string): readonly string[] {
  const comments = text.match(COMMENT)?.length ?? 0;
  const includes = text.match(INCLUDE)?.length ?? 0;
  return [
    ...(comments > 0 ? [`${counted(comments, 'comment')} in ${path} would be lost.`] : []),
    ...(includes > 0
      ? [`${counted(includes, '#include line')} in ${path} would be replaced by what is included.`]
      : []),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function question(
  { path, format }: OpenedFile,
  losses: readonly string[],
  then: AfterWrite,
  isChanged: boolean,
): QuestionDialog {
  return {
    kind: 'question',
    title: 'Save',
    lines: losses,
    answers: [
      {
        keys: ['y'],
        label: 'replace it',
        action: { kind: 'write', path, format, then, agreed: 'all' },
      },
      ...(isChanged
        ? ([
            {
              keys: ['r'],
              label: 'read it again, without your changes',
              action: { kind: 'read', path },
            },
          ] as const)
        : []),
      { keys: ['esc', 'n'], label: 'back', action: { kind: 'nothing' } },
    ],
  };
}
