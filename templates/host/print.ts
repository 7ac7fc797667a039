/** Takes a line of output, without a line end. */
export type Print = (line: string) => void;

/** Prints a line on the console of the host. */
export function print_line(line: string): void {
  console.log(line);
}

/** `n` in hex, right-aligned in `width` columns. */
export function hex(n: number, width: number): string {
  return n.toString(16).padStart(width);
}
