import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** One run of the command line program in a process of its own. */
export interface ColdRun {
  readonly milliseconds: number;
  /**
   * Peak of the resident set in MB, of Node.js and of esbuild's process together: the sum of both
   * peaks, so never less than the peak of the sum. Undefined if `/proc` is missing.
   */
  readonly peakMegabytes?: number;
}

/** Runs `mallocgen` with the given arguments. */
export async function runCold(args: readonly string[]): Promise<ColdRun> {
  // Node.js would read certificates at every start.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const start = performance.now();
  const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'bin/mallocgen.js'), ...args], {
    stdio: 'ignore',
    env: { ...env, CI: '1' },
  });
  const peaks = new Map<number, number>();
  const watch = setInterval(() => recordPeaks(child.pid ?? 0, peaks), 5);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  const milliseconds = performance.now() - start;
  clearInterval(watch);
  if (code !== 0) throw new Error(`mallocgen ${args.join(' ')}: exit code ${code}`);
  if (peaks.size === 0) return { milliseconds };
  const kibibytes = [...peaks.values()].reduce((sum, value) => sum + value, 0);
  return { milliseconds, peakMegabytes: (kibibytes * 1024) / 1e6 };
}

/** Notes the high-water mark, in KiB, of a process and of all that it started. */
function recordPeaks(pid: number, peaks: Map<number, number>): void {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    if (peak !== undefined) peaks.set(pid, Number(peak));
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ');
      for (const child of children.filter(Boolean)) recordPeaks(Number(child), peaks);
    }
  } catch {
    // The process has ended, or the system has no /proc.
  }
}
