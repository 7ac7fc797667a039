/** What to say about a range whose bounds are the wrong way round. */
export function emptyRange(low: string, high: string): string {
  return `the low end of its range, ${low}, is above the high end, ${high}, so no number is valid`;
}

/** What to say about a hex number without `0x` that was probably meant in decimal. */
export function decimalHex(digits: string): string {
  return (
    `'${digits}' is hex, ${Number.parseInt(digits, 16)} in decimal; ` +
    `write 0x${Number(digits).toString(16)} if ${digits} is meant in decimal, otherwise 0x${digits}`
  );
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
