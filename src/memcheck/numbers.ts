/** `1 block`, `2 blocks`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function bytes(count: number): string {
  return counted(count, 'byte');
}
