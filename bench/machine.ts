import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the figures were taken on. A load above 0 before the start means that others were at work. */
export function machineLine(timed: Pick<NodeJS.ProcessVersions, 'node' | 'v8'> = process.versions) {
  const [load = 0] = loadavg();
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `Node.js ${timed.node}, V8 ${timed.v8}, ${availableParallelism()} × ${model}, load before the start ${load.toFixed(1)}`;
}
