/**
 * What is added to a byte that is not UTF-8 to make a character of it: half of a surrogate pair, which
 * UTF-8 text never contains alone. So text in any encoding keeps its bytes.
 */
const ESCAPE = 0xdc00;

const ESCAPED = /[\uDC80-\uDCFF]/u;
const ESCAPED_RUN = /[\uDC80-\uDCFF]+/gu;

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Makes text of bytes so that {@link encodeText} gives the same bytes, even if they are not UTF-8. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > from) text += STRICT.decode(bytes.subarray(from, at));
    text += String.fromCharCode(ESCAPE + bytes[at]!);
    at++;
    from = at;
  }
  return text + STRICT.decode(bytes.subarray(from));
}

/** How many bytes the character at `at` has; 0 if none begins there (Unicode 15.0, table 3-7). */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** What to write for a text: the text itself, unless it holds bytes that are not UTF-8. */
export function encodeText(text: string): string | Uint8Array {
  return ESCAPED.test(text) ? bytesOf(text) : text;
}

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const { 0: escaped, index } of text.matchAll(ESCAPED_RUN)) {
    parts.push(ENCODER.encode(text.slice(from, index)));
    parts.push(Uint8Array.from(escaped, (character) => character.charCodeAt(0) - ESCAPE));
    from = index + escaped.length;
  }
  const last = ENCODER.encode(text.slice(from));
  return parts.length === 0 ? last : joined([...parts, last]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The beginning of a text that has at most `count` bytes; a character may be cut in two. */
export function firstBytes(text: string, count: number): string {
  const bytes = bytesOf(text);
  return bytes.length <= count ? text : decodeBytes(bytes.subarray(0, count));
}

/** The order of two texts by their bytes, as C's `strcmp` has it: negative, 0 or positive. */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  const one = bytesOf(left);
  const other = bytesOf(right);
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    if (one[at] !== other[at]) return one[at]! - other[at]!;
  }
  return one.length - other.length;
}
