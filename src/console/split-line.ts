/**
 * The commands of a line, each as its words. `;` ends a command. Quotes of both kinds keep spaces and
 * `;` in a word; a backslash keeps the next character, except in single quotes.
 */
export function splitLine(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote = '';
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let i = 0; i < line.length; i += 1) {
    const character = line.charAt(i);
    if (character === '\\' && quote !== "'" && i + 1 < line.length) {
      i += 1;
      word = (word ?? '') + line.charAt(i);
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
      word ??= '';
    } else if (quote === '' && /\s/.test(character)) {
      endWord();
    } else if (quote === '' && character === ';') {
      endCommand();
    } else {
      word = (word ?? '') + character;
    }
  }
  endCommand();
  return commands;
}
