import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

/**
 * What is added to a byte that is no UTF-8 to make a character of it: half of a surrogate pair, which
 * no UTF-8 text contains alone. So text of any encoding comes out with the bytes that it came in.
 */
const ESCAPE = 0xdc00;

const ESCAPED = /[\uDC80-\uDCFF]/u;
const ESCAPED_RUN = /[\uDC80-\uDCFF]+/gu;

/** Makes text of bytes so that {@link encodeText} gives the same bytes, even if they are not UTF-8. */
export function decodeBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at]!);
    if (length === 1 || (length > 1 && isCharacter(bytes, at, length))) {
      at += length;
      continue;
    }
    if (at > from) text += bytes.toString('utf8', from, at);
    text += String.fromCharCode(ESCAPE + bytes[at]!);
    at++;
    from = at;
  }
  return text + bytes.toString('utf8', from);
}

function isCharacter(bytes: Buffer, at: number, length: number): boolean {
  const isContinued = (bytes[at + 1]! & 0xc0) === 0x80;
  return isContinued && isUtf8(bytes.subarray(at, at + length));
}

/** How many bytes a character has that begins so; 0 for what begins none. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** What to write for a text: the text itself, unless it holds bytes that are not UTF-8. */
export function encodeText(text: string): string | Buffer {
  return ESCAPED.test(text) ? bytesOf(text) : text;
}

/** The bytes of a text. */
export function bytesOf(text: string): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { 0: escaped, index } of text.matchAll(ESCAPED_RUN)) {
    parts.push(Buffer.from(text.slice(from, index)));
    const bytes = Buffer.alloc(escaped.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = escaped.charCodeAt(at) - ESCAPE;
    parts.push(bytes);
    from = index + escaped.length;
  }
  const last = Buffer.from(text.slice(from));
  return parts.length === 0 ? last : Buffer.concat([...parts, last]);
}

/** The beginning of a text that has at most so many bytes; a character may be cut in two. */
export function firstBytes(text: string, count: number): string {
  const bytes = bytesOf(text);
  return bytes.length <= count ? text : decodeBytes(bytes.subarray(0, count));
}

/** Reads a file as {@link decodeBytes} does. */
export function readText(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('\uFFFD')) return text;
  const bytes = readFileSync(path);
  // What comes from a pipe is gone.
  return bytes.length > 0 ? decodeBytes(bytes) : text;
}
