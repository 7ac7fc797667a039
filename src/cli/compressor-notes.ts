import { unusualFormats } from '../../generator/measure/index.ts';

/** `This runtime counts other gzip bytes than Node.js`; undefined if it counts the same. */
export function otherBytes(): string | undefined {
  const formats = unusualFormats(['gzip', 'brotli']).join(' and ');
  return formats === '' ? undefined : `This runtime counts other ${formats} bytes than Node.js`;
}

/** What a command that prints sizes says first, if this runtime counts other bytes than Node.js; as sentences. */
export function compressorNotes(): readonly string[] {
  const fact = otherBytes();
  return fact === undefined ? [] : [`${fact}, by a few in a thousand.`];
}
