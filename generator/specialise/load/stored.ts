import { closeSync, openSync, readSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { readPlainGraph, writePlainGraph } from './plain-graph.ts';
import { sourcesDigest, type TemplateSources } from './sources.ts';
import type { Templates } from './templates.ts';

/** The first line of a file that stores parsed templates. The templates follow, compressed by brotli. */
interface Head {
  /** Of the template folder, for messages. */
  readonly name: string;
  /** That of the sources, from `sourcesDigest()`. */
  readonly digest: string;
}

const LINE_END = 0x0a;
const LONGEST_HEAD = 1024;

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
  const head: Head = { name, digest: sourcesDigest(sources) };
  const content = Buffer.from(writePlainGraph(templates));
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
    const content = brotliDecompressSync(data.subarray(data.indexOf(LINE_END) + 1));
    return readPlainGraph(content.toString()) as Templates;
  } catch {
    return undefined;
  }
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
