import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { fromPlainGraph, toPlainGraph, type PlainWords } from './plain-graph.ts';
import { sourcesDigest, type TemplateSources } from './sources.ts';
import type { Templates } from './templates.ts';

/**
 * The first line of a file that stores parsed templates. After it, compressed by brotli: their codes, two bytes
 * each, the lower one first, and as JSON the words that the codes stand for.
 */
interface Head {
  /** Of the template folder, for messages. */
  readonly name: string;
  /** That of the sources, from `sourcesDigest()`. */
  readonly digest: string;
  /** How many codes there are. */
  readonly codes: number;
}

const LINE_END = 0x0a;
const LONGEST_HEAD = 1024;
const BYTES_OF_A_CODE = 2;
/** Room for what is decompressed, so that it comes in one piece. */
const DECOMPRESSED = 1 << 20;

/**
 * Serialises parsed templates, so that a program built with the same parser need not parse them again.
 * @param name that of the folder, for messages
 * @param quality of brotli; the best takes five seconds
 */
export function storeTemplates(
  templates: Templates,
  sources: TemplateSources,
  name: string,
  quality: number = constants.BROTLI_MAX_QUALITY,
): Uint8Array {
  const { codes, words } = toPlainGraph(templates);
  const head: Head = { name, digest: sourcesDigest(sources), codes: codes.length };
  const content = Buffer.concat([lowerByteFirst(codes), Buffer.from(JSON.stringify(words))]);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    brotliCompressSync(content, { params }),
  ]);
}

/**
 * The stored templates; undefined if they are of another folder or of other sources, or if the data is damaged.
 * @param sources undefined for those that the templates were stored with, whatever they are
 */
export function restoreTemplates(
  data: Uint8Array,
  sources: TemplateSources | undefined,
  name: string,
): Templates | undefined {
  const head = headOf(data);
  if (head?.name !== name) return undefined;
  if (sources !== undefined && head.digest !== sourcesDigest(sources)) return undefined;
  try {
    const compressed = data.subarray(data.indexOf(LINE_END) + 1);
    const content = brotliDecompressSync(compressed, { chunkSize: DECOMPRESSED });
    const end = head.codes * BYTES_OF_A_CODE;
    const words = JSON.parse(content.toString('utf8', end)) as PlainWords;
    return fromPlainGraph({ codes: codesIn(content.subarray(0, end)), words }) as Templates;
  } catch {
    return undefined;
  }
}

function lowerByteFirst(codes: Uint16Array): Buffer {
  const bytes = Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap16();
}

function codesIn(bytes: Buffer): Uint16Array {
  const isInPlace = endianness() === 'LE' && bytes.byteOffset % BYTES_OF_A_CODE === 0;
  if (isInPlace) return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  return Uint16Array.from({ length: bytes.length >> 1 }, (_, i) =>
    bytes.readUInt16LE(i * BYTES_OF_A_CODE),
  );
}

/** The digest of the sources of the templates that a file stores; undefined if there is no such file. */
export function storedDigest(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const start = Buffer.alloc(LONGEST_HEAD);
    return headOf(start.subarray(0, readSync(file, start)))?.digest;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function headOf(data: Uint8Array): Head | undefined {
  try {
    return JSON.parse(Buffer.from(data.subarray(0, data.indexOf(LINE_END))).toString()) as Head;
  } catch {
    return undefined;
  }
}
