import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Steps } from './matrix-process.ts';

const run = promisify(execFile);

export interface MatrixRun {
  /** Wall clock, from starting the processes to the last one's end. */
  readonly seconds: number;
  readonly steps: readonly Steps[];
}

/** Makes and measures `count` distinct variants on `processes` cores, unformatted. */
export async function runMatrix(count: number, processes: number): Promise<MatrixRun> {
  const script = join(import.meta.dirname, 'matrix-process.js');
  const start = performance.now();
  const outputs = await Promise.all(
    Array.from({ length: processes }, (_, share) =>
      run(process.execPath, [script, String(count), String(share), String(processes)], {
        maxBuffer: 1 << 26,
      }),
    ),
  );
  return {
    seconds: (performance.now() - start) / 1000,
    steps: outputs.map(({ stdout }) => JSON.parse(stdout) as Steps),
  };
}
