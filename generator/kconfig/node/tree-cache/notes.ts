/** All that a tree was made from, apart from what the caller said: what has to be the same for it to be the same. */
export interface Notes {
  /** By path, in the order in which they were looked for; null: there was no such file. */
  readonly files: readonly (readonly [path: string, file: FileNote | null])[];
  /** The names in each folder that a pattern looked through, sorted. */
  readonly folders: readonly (readonly [path: string, names: readonly string[]])[];
  /** Variables of the environment that were asked for; null: there was none. */
  readonly variables: readonly (readonly [name: string, value: string | null])[];
  /** Shell commands and what they printed, in order. */
  readonly commands: readonly (readonly [command: string, output: string])[];
}

/** A file as it was. */
export interface FileNote {
  readonly size: number;
  /** Of its text; undefined if only its existence counted. */
  readonly digest?: string;
  /**
   * What the file system says of it. If that is the same, so is the content: absent if the file had been
   * changed so recently that another change could have the same time.
   */
  readonly stamp?: string;
}
