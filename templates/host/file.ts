/** The part of node:fs that is used here. */
interface FileSystem {
  writeFileSync(path: string, text: string): void;
}

/** The part of globalThis that is used here: Node.js, Bun and Deno have their modules there. */
interface Host {
  readonly process?: { getBuiltinModule?(name: string): FileSystem | undefined };
}

/**
 * Replaces the contents of a file of the host by what `write` prints.
 * @returns 0
 * @throws Error if the host has no files, or the file cannot be written
 */
export function print_to_file(
  fname: string,
  write: (print: (line: string) => void) => void,
): number {
  const files = (globalThis as Host).process?.getBuiltinModule?.('node:fs');
  if (files === undefined) {
    throw new Error(`${fname}: there are no files here; print to a function of your own instead`);
  }
  let text = '';
  write((line) => {
    text += `${line}\n`;
  });
  files.writeFileSync(fname, text);
  return 0;
}
