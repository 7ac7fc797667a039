/** Where two texts differ first, for a message: `line 12: ours 'A', theirs 'B'`. */
export function firstDifferingLine(ours: string, theirs: string): string | undefined {
  if (ours === theirs) return undefined;
  const left = ours.split('\n');
  const right = theirs.split('\n');
  const index = left.findIndex((line, at) => line !== right[at]);
  const at = index < 0 ? left.length : index;
  return `line ${at + 1}: ours ${quote(left[at])}, theirs ${quote(right[at])}`;
}

function quote(line: string | undefined): string {
  return line === undefined ? 'has ended' : `'${line}'`;
}
