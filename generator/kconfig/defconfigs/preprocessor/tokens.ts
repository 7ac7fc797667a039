/** A token of a preprocessor line. Numbers are those of the preprocessor: `0xV` is one. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'other';
  readonly text: string;
}

/** Words, numbers, quoted texts, operators of two characters, and all other characters one by one. */
const TOKEN =
  /(?<name>[A-Za-z_$][\w$]*)|(?<number>\.?\d(?:[eEpP][+-]|[\w.])*)|(?<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<other>&&|\|\||[=!<>]=|<<|>>|\s+|[^])/g;

/** Cuts a line into tokens, blanks included, so that their texts together are the line. */
export function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(TOKEN)].map(({ 0: text, groups = {} }) => {
    const kind = groups['name']
      ? 'name'
      : groups['number']
        ? 'number'
        : groups['text']
          ? 'text'
          : 'other';
    return { kind, text };
  });
}

export function isBlank({ text }: Token): boolean {
  return text.trim() === '';
}
