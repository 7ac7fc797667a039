/** What is needed of node:fs. */
interface FileSystem {
  writeFileSync(path: string, text: string): void;
}

/** What is needed of globalThis: Node.js, Bun and Deno give their modules without an import. */
interface Host {
  readonly process?: { getBuiltinModule?(name: string): FileSystem | undefined };
}

/**
 * Writes what `write` prints to a file of the host, in place of what the file held.
 * @returns 0
 * @throws Error if the host has no files, or does not let this one be written
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
