import { nodeModule } from '../../files/node.ts';
import { decodeBytes } from '../../text/bytes.ts';

/** The C program reads into a buffer of 256 bytes and keeps one for the end of the string. */
const MAX_OUTPUT = 255;

/** Commands that run at the same time, at most. */
const MOST_LANES = 4;

/** Commands that one process runs, a few at a time. */
export class Batch {
  /** The arguments of `sh -c`. */
  readonly words: readonly string[];
  readonly #commands: readonly string[];
  readonly #mark = `<${process.pid}:${Math.random()}>`;

  constructor(commands: readonly string[]) {
    const { availableParallelism } = nodeModule('node:os');
    const count = Math.min(commands.length, MOST_LANES, availableParallelism());
    const lanes = Array.from({ length: count }, (_, lane) =>
      commands.filter((__, at) => at % count === lane),
    );
    this.#commands = lanes.flat();
    this.words = [laneScript(lanes), 'sh', this.#mark, ...this.#commands];
  }

  /** What each command has printed; empty if one of them has ended the shell. */
  outputs(printed: Buffer): ReadonlyMap<string, string> {
    const found = printed.toString('latin1').split(this.#mark);
    if (found.length !== this.#commands.length + 1) return new Map();
    return new Map(
      this.#commands.map((command, at) => [command, outputOf(Buffer.from(found[at]!, 'latin1'))]),
    );
  }
}

/**
 * A script whose arguments are a mark and the commands of all lanes. The lanes run at the same time, each of
 * them one command after the other, and the mark comes after each output. A lane copies what the next one has
 * printed when it has done its own, so that the outputs are in the order of the arguments.
 */
function laneScript(lanes: readonly (readonly string[])[]): string {
  let next = 2;
  const runs = lanes.map((lane) => `run ${lane.map(() => `"\${${next++}}"`).join(' ')} </dev/null`);
  const [last, ...others] = runs.toReversed();
  return [
    'mark=$1',
    'run() { for each in "$@"; do /bin/sh -c "$each"; printf %s "$mark"; done; }',
    [last, ...others.map((run) => `{ ${run}; cat; }`)].join(' | '),
  ].join('\n');
}

/** What the C program makes of what a command printed. */
export function outputOf(stdout: Buffer): string {
  const [text = ''] = decodeBytes(stdout.subarray(0, MAX_OUTPUT)).split('\0', 1);
  return text.replace(/\n+$/, '').replaceAll('\n', ' ');
}
