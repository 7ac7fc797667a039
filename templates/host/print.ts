/** Takes a line of output, without its end. */
export type Print = (line: string) => void;

/** The console of the host. */
export function print_line(line: string): void {
  console.log(line);
}

/** `n` in hex, at the right of `width` columns. */
export function hex(n: number, width: number): string {
  return n.toString(16).padStart(width);
}
