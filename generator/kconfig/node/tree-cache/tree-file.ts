import { nodeModule } from '../../../files/node.ts';
import {
  SECTIONS,
  type SectionName,
  type StoredTree,
  type StoredValues,
  type TreeSink,
} from '../../storing/layout.ts';
import type { Notes } from './notes.ts';

/** What a file of the cache holds beside the tree's numbers and text. */
export interface Description {
  /** What the caller of `loadKconfig` said. */
  readonly key: string;
  readonly notes: Notes;
  readonly values: StoredValues;
}

/** What a file of the cache holds. */
export interface TreeFile extends Omit<Description, 'values'> {
  readonly tree: StoredTree;
}

/*
 * A file has pieces, a table and an end. The table has two integers for each piece: what it belongs to, a section by
 * its place in SECTIONS or one of the two numbers below, and how many bytes it has. The end has the magic number, the
 * number of pieces and the checksum of all that comes before it. So the file is written from its beginning to its
 * end, and read piece by piece to where each belongs.
 */
const MAGIC = 0x4b54_4d32;
const TEXT = SECTIONS.length;
const DESCRIPTION = TEXT + 1;
const PARTS = DESCRIPTION + 1;
const INTEGER = 4;
const ROW = 2 * INTEGER;
const END = 3 * INTEGER;
/** Bytes of text that are written at once, at least. */
const TEXT_ROOM = 1 << 16;

/** Writes a file of the cache. */
export class TreeFileWriter implements TreeSink {
  readonly #file: number;
  readonly #mostBytes: number;
  readonly #table: number[] = [];
  readonly #checksum = new Checksum();
  #text = Buffer.allocUnsafeSlow(TEXT_ROOM);
  #bytes = 0;

  /**
   * @param file its number among the open files.
   * @param mostBytes throws an error when the file gets larger.
   */
  constructor(file: number, mostBytes: number) {
    this.#file = file;
    this.#mostBytes = mostBytes;
  }

  ints(section: SectionName, piece: Int32Array): void {
    this.#write(SECTIONS.indexOf(section), bytesOf(piece));
  }

  text(piece: string): void {
    if (piece.length > this.#text.length) this.#text = Buffer.allocUnsafeSlow(piece.length);
    this.#write(TEXT, this.#text.subarray(0, this.#text.write(piece, 'latin1')));
  }

  /** Ends the file. */
  finish(description: Description): void {
    this.#write(DESCRIPTION, Buffer.from(JSON.stringify(description)));
    const pieces = this.#table.length / 2;
    this.#append(bytesOf(Int32Array.from(this.#table)));
    this.#append(bytesOf(Int32Array.of(MAGIC, pieces)));
    this.#append(bytesOf(Int32Array.of(this.#checksum.value)));
  }

  #write(part: number, piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#table.push(part, piece.length);
    this.#append(piece);
  }

  #append(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#mostBytes) throw new Error('the tree is too large to be kept');
    this.#checksum.add(piece);
    const { writeSync } = nodeModule('node:fs');
    if (writeSync(this.#file, piece) < piece.length) throw new Error('there is no room');
  }
}

/**
 * Reads a file of the cache. Undefined for anything that a `TreeFileWriter` did not write, or that is damaged.
 *
 * @param file its number among the open files.
 * @param size its bytes.
 */
export function readTreeFile(file: number, size: number): TreeFile | undefined {
  if (size < END) return undefined;
  const end = new Int32Array(END / INTEGER);
  readAt(file, bytesOf(end), size - END);
  const [magic, pieces, sum] = end;
  const tableAt = size - END - pieces! * ROW;
  if (magic !== MAGIC || pieces! < 0 || tableAt < 0) return undefined;
  const table = new Int32Array(pieces! * 2);
  readAt(file, bytesOf(table), tableAt);
  const parts = roomFor(table, tableAt);
  if (!parts) return undefined;
  const checksum = new Checksum();
  const filled = Array.from({ length: PARTS }, () => 0);
  let at = 0;
  for (let row = 0; row < table.length; row += 2) {
    const part = table[row]!;
    const start = filled[part]!;
    filled[part] = start + table[row + 1]!;
    const piece = parts[part]!.subarray(start, filled[part]);
    readAt(file, piece, at);
    checksum.add(piece);
    at += piece.length;
  }
  checksum.add(bytesOf(table));
  checksum.add(bytesOf(end.subarray(0, 2)));
  if (checksum.value !== sum) return undefined;
  const text = parts[TEXT]!;
  const { key, notes, values } = JSON.parse(parts[DESCRIPTION]!.toString('utf8')) as Description;
  const sections = Object.fromEntries(
    SECTIONS.map((name, part) => {
      const { buffer, byteLength } = parts[part]!;
      return [name, new Int32Array(buffer, 0, byteLength / INTEGER)] as const;
    }),
  ) as Record<SectionName, Int32Array>;
  return {
    key,
    notes,
    tree: { sections, text: { slice: (from, to) => text.toString('latin1', from, to) }, values },
  };
}

/** For each part, memory for all of its pieces; undefined if a table cannot be that of pieces before `tableAt`. */
function roomFor(table: Int32Array, tableAt: number): readonly Buffer[] | undefined {
  const lengths = Array.from({ length: PARTS }, () => 0);
  let all = 0;
  for (let row = 0; row < table.length; row += 2) {
    const [part, length] = [table[row]!, table[row + 1]!];
    if (part < 0 || part >= PARTS || length < 0) return undefined;
    lengths[part]! += length;
    all += length;
  }
  const isWhole = lengths.every((length, part) => part >= TEXT || length % INTEGER === 0);
  return all === tableAt && isWhole
    ? lengths.map((length) => Buffer.allocUnsafeSlow(length))
    : undefined;
}

function readAt(file: number, bytes: Uint8Array, at: number): void {
  const { readSync } = nodeModule('node:fs');
  const isRead = bytes.length === 0 || readSync(file, bytes, 0, bytes.length, at) === bytes.length;
  if (!isRead) throw new Error('the file is cut');
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Of pieces, one after the other. */
class Checksum {
  value = 0;

  add(piece: Uint8Array): void {
    const { crc32 } = nodeModule('node:zlib');
    // Of an array without memory, crc32() forgets the sum so far.
    if (piece.length > 0) this.value = crc32(piece, this.value >>> 0) | 0;
  }
}
