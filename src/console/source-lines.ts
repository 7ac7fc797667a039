import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
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
 * For calls in this program, which is bundled to one long line: by the map of its lines beside the
 * bundle, which is read at the first call. If there is no map, the program is its own source.
 */
export function createSourceMapper(): SourceMapper {
  const program = fileURLToPath(import.meta.url);
  let map: TraceMap | undefined;
  const lines = program.replace(/\.cjs$/, '.lines.json');
  const open = (): TraceMap => new TraceMap(readFileSync(lines, 'utf8'));
  const hasMap = lines !== program && existsSync(lines);
  return (frame) => {
    // The program is loaded under its name alone.
    if (!hasMap || basename(frame.file) !== basename(program)) return null;
    map ??= open();
    const { source, line } = originalPositionFor(map, {
      line: frame.line,
      column: frame.column - 1,
    });
    return source === null ? null : { ...frame, file: source, line };
  };
}
