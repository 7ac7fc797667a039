import { withoutByteOrderMark } from '../../generator/text/without-byte-order-mark.ts';
import { readSize } from './size-text.ts';
import { CALL, type Call, type Trace } from './trace.ts';
import { TraceError } from './trace-error.ts';

interface Form {
  readonly call: Call;
  /** The words after the letter. `ID` is a block that the call sets, `OLD` one that it uses. */
  readonly words: readonly ('ID' | 'OLD' | 'SIZE' | 'N' | 'ALIGN')[];
}

const FORMS: Readonly<Record<string, Form>> = {
  m: { call: CALL.malloc, words: ['ID', 'SIZE'] },
  c: { call: CALL.calloc, words: ['ID', 'N', 'SIZE'] },
  a: { call: CALL.memalign, words: ['ID', 'ALIGN', 'SIZE'] },
  r: { call: CALL.realloc, words: ['ID', 'OLD', 'SIZE'] },
  f: { call: CALL.free, words: ['OLD'] },
};

/**
 * Reads a trace, which has one call on each line: `m ID SIZE`, `c ID N SIZE`, `a ID ALIGN SIZE`,
 * `r ID OLD SIZE` or `f ID`. A block that was never set, or whose call failed, is NULL. Empty lines are
 * skipped.
 * @param file the name of the file, for messages
 * @throws {TraceError} if a line is not a call; the message names the line
 */
export function parseTrace(text: string, file = 'trace'): Trace {
  const lines = withoutByteOrderMark(text).split('\n');
  const words = new Float64Array(lines.length * 4);
  const blocks = new Map<string, number>();
  const numberOf = (id: string): number => {
    let number = blocks.get(id);
    if (number === undefined) {
      number = blocks.size;
      blocks.set(id, number);
    }
    return number;
  };
  let calls = 0;
  for (const [index, line] of lines.entries()) {
    const [letter = '', ...rest] = line.trimEnd().split(' ');
    if (letter === '' && rest.length === 0) continue;
    const form = Object.hasOwn(FORMS, letter) ? FORMS[letter] : undefined;
    if (form === undefined) {
      throw new TraceError(
        `${file}:${index + 1}: '${shown(letter)}' is not a call. Write m, c, a, r or f, then its numbers, with one blank between them.`,
      );
    }
    if (rest.length !== form.words.length) {
      throw new TraceError(
        `${file}:${index + 1}: '${shown(line)}' has ${rest.length === 1 ? '1 number' : `${rest.length} numbers`}. Write it as '${letter} ${form.words.join(' ')}'.`,
      );
    }
    words[calls * 4] = form.call;
    form.words.forEach((word, position) => {
      const digits = rest[position] as string;
      const number = /^\d+$/.test(digits) ? readSize(digits) : undefined;
      if (number === undefined) {
        throw new TraceError(
          `${file}:${index + 1}: ${word} is '${shown(digits)}'. Write a whole number from 0 to 18446744073709551615, in decimal digits.`,
        );
      }
      words[calls * 4 + 1 + position] = word === 'ID' || word === 'OLD' ? numberOf(digits) : number;
    });
    calls += 1;
  }
  return { words: words.subarray(0, calls * 4), calls, blocks: blocks.size };
}

/** Cuts a text to a length that fits in a message. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
