import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';

/** Sources whose lines the console may show: the program's own, not those of packages. */
const OWN_SOURCE = /^(?:\.\.\/)*(src\/.+)$/;

/**
 * What the console needs of the bundle's source map to say on which line of `src/` a caller is, as a source
 * map of its own. It is a fifteenth of the whole map, and nothing else reads the rest.
 */
export function sourceLines(sourceMap: string): string {
  const map = new TraceMap(sourceMap);
  const sources = map.sources.map((source) => OWN_SOURCE.exec(source ?? '')?.[1] ?? null);
  const mappings = decodedMappings(map).map((line) => {
    const kept: number[][] = [];
    let isOwn = false;
    for (const [column, source, sourceLine] of line) {
      const starts = source !== undefined && typeof sources[source] === 'string';
      if (starts) kept.push([column, source, sourceLine ?? 0, 0]);
      // Here the program's own source ends.
      else if (isOwn) kept.push([column]);
      isOwn = starts;
    }
    return kept.filter((segment, i) => !isSameLine(segment, kept[i - 1]));
  });
  return JSON.stringify({ version: 3, names: [], sources, mappings });
}

function isSameLine(segment: readonly number[], before: readonly number[] = []): boolean {
  return segment.length > 1 && segment[1] === before[1] && segment[2] === before[2];
}
