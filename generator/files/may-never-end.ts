import { nodeModule } from './node.ts';

/** What may be read although it is not a file: standard input, what `<(COMMAND)` gives, and nothing. */
const ENDS = /^\/(dev\/(null|stdin|tty|fd\/\d+)|proc\/\w+\/fd\/\d+)$/;

/**
 * What at this path may be read for ever: a pipe that has a name, because nobody need ever write to it, or a
 * device; undefined for anything else.
 */
export function mayNeverEnd(path: string): 'pipe' | 'device' | undefined {
  if (ENDS.test(path)) return undefined;
  const stats = statsOf(path);
  if (stats === undefined || stats.isFile() || stats.isDirectory()) return undefined;
  return stats.isFIFO() ? 'pipe' : 'device';
}

function statsOf(path: string) {
  try {
    return nodeModule('node:fs').statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
