/** Prints a line of malloc_stats(). */
export function print_bytes(what: string, bytes: number): void {
  console.log(`${what} = ${String(bytes).padStart(10)}`);
}
