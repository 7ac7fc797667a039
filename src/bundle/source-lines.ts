import {
  decodedMappings,
  encodedMappings,
  TraceMap,
  type SourceMapSegment,
} from '@jridgewell/trace-mapping';

/** Sources whose lines the console may show: its own, and those that call it. */
const OWN_SOURCE =
  /^(?:\.\.\/)*(src\/(?:console\/.+|variant\/.+|cli\/sandbox\/.+|cli\/commands\/sandbox\.ts|cli\/[^/]+\.ts))$/;

/**
 * What the console needs of the bundle's source map to say on which line of `src/` a caller is, as a source
 * map of its own. It is a small part of the whole map, and nothing else reads the rest.
 */
export function sourceLines(sourceMap: string): string {
  const map = new TraceMap(sourceMap);
  const sources: string[] = [];
  // The place of each source among those that are kept; undefined for those that are not.
  const places = map.sources.map((source) => {
    const own = OWN_SOURCE.exec(source ?? '')?.[1];
    return own === undefined ? undefined : sources.push(own) - 1;
  });
  const mappings = decodedMappings(map).map((line) => {
    const kept: SourceMapSegment[] = [];
    let isOwn = false;
    for (const [column, source, sourceLine] of line) {
      const place = source === undefined ? undefined : places[source];
      if (place !== undefined) kept.push([column, place, sourceLine ?? 0, 0]);
      // Here the program's own source ends.
      else if (isOwn) kept.push([column]);
      isOwn = place !== undefined;
    }
    return kept.filter((segment, i) => !isSameLine(segment, kept[i - 1]));
  });
  const own = new TraceMap({ version: 3, names: [], sources, mappings });
  return JSON.stringify({ version: 3, names: [], sources, mappings: encodedMappings(own) });
}

function isSameLine(segment: readonly number[], before: readonly number[] = []): boolean {
  return segment.length > 1 && segment[1] === before[1] && segment[2] === before[2];
}
