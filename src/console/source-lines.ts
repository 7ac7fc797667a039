import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';

/** A call on the stack, as variants pass it to their source mapper. */
export interface Frame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Returns the place of a call in the source; null if it is unknown. */
export type SourceMapper = (frame: Frame) => Frame | null;

/**
 * For calls in this program, which is bundled to files of one long line: by the map of its lines beside each, which is
 * read at the first call. If there is no map, the program is its own source.
 */
export function createSourceMapper(): SourceMapper {
  const folder = dirname(fileURLToPath(import.meta.url));
  const maps = new Map<string, TraceMap | undefined>();
  const mapOf = (program: string): TraceMap | undefined => {
    if (!maps.has(program)) {
      const lines = join(folder, program.replace(/\.cjs$/, '.lines.json'));
      const hasMap = program.endsWith('.cjs') && existsSync(lines);
      maps.set(program, hasMap ? new TraceMap(readFileSync(lines, 'utf8')) : undefined);
    }
    return maps.get(program);
  };
  return (frame) => {
    // The program is loaded under its name alone.
    const map = mapOf(basename(frame.file));
    if (map === undefined) return null;
    const { source, line } = originalPositionFor(map, {
      line: frame.line,
      column: frame.column - 1,
    });
    return source === null ? null : { ...frame, file: source, line };
  };
}
