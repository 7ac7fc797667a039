import { nodeModule } from '../../../files/node.ts';
import { SECTIONS, type SectionName, type StoredTree } from '../../storing/layout.ts';
import type { Notes } from './notes.ts';

/** What a file of the cache holds. */
export interface TreeFile {
  /** What the caller of `loadKconfig` said. */
  readonly key: string;
  readonly notes: Notes;
  readonly tree: StoredTree;
}

const MAGIC = 0x4b54_4d31;
/** Integers at the beginning: the magic number, the checksum of what follows, lengths. */
const LENGTHS = 4;
const HEAD = LENGTHS + SECTIONS.length;
const INTEGER = 4;

/** The head, the sections, JSON, and the text at the end, to be written one after the other. */
export function encodeTreeFile({ key, notes, tree }: TreeFile): readonly Uint8Array[] {
  const json = Buffer.from(JSON.stringify({ key, notes, values: tree.values }));
  const text = Buffer.from(tree.text, 'latin1');
  const sections = SECTIONS.map((name) => tree.sections[name]);
  const lengths = sections.map(({ length }) => length);
  const head = Int32Array.of(MAGIC, 0, json.length, text.length, ...lengths);
  const rest = [...sections.map(bytesOf), json, text];
  head[1] = checksum([bytesOf(head).subarray(2 * INTEGER), ...rest]);
  return [bytesOf(head), ...rest];
}

/** Undefined for anything that `encodeTreeFile` did not make, or that is damaged. */
export function decodeTreeFile(bytes: Buffer): TreeFile | undefined {
  if (bytes.length < HEAD * INTEGER || bytes.byteOffset % INTEGER !== 0) return undefined;
  const ints = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const [magic, sum, jsonLength, textLength] = ints;
  if (magic !== MAGIC || sum !== checksum([bytes.subarray(2 * INTEGER)])) return undefined;
  let at = HEAD;
  const sections = SECTIONS.map((name, each) => {
    const length = ints[LENGTHS + each]!;
    at += length;
    return [name, ints.subarray(at - length, at)] as const;
  });
  const jsonAt = at * INTEGER;
  const textAt = jsonAt + jsonLength!;
  const { key, notes, values } = JSON.parse(bytes.toString('utf8', jsonAt, textAt)) as Pick<
    TreeFile,
    'key' | 'notes'
  > &
    Pick<StoredTree, 'values'>;
  const text = bytes.toString('latin1', textAt, textAt + textLength!);
  const named = Object.fromEntries(sections) as Record<SectionName, Int32Array>;
  return { key, notes, tree: { sections: named, text, values } };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Of all that comes after it. */
function checksum(parts: readonly Uint8Array[]): number {
  const { crc32 } = nodeModule('node:zlib');
  // Of an array without memory, crc32() forgets the sum so far.
  return parts.reduce((sum, part) => (part.length > 0 ? crc32(part, sum) : sum), 0) | 0;
}
