/** What to say about a range whose bounds are the wrong way round. */
export function emptyRange(low: string, high: string): string {
  return `the low end of its range, ${low}, is above the high end, ${high}, so no number is valid`;
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'blank',
  '\t': 'tab',
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u200B': 'zero-width space',
  '\u2060': 'word joiner',
  '\uFEFF': 'byte order mark',
};

/** The name of a character that a message cannot show; undefined for every other. */
export function nameOfInvisible(character: string | undefined): string | undefined {
  return character === undefined ? undefined : NAMES[character];
}
