import { execFile } from 'node:child_process';
import { dirname, relative } from 'node:path';
import { promisify } from 'node:util';

import { parseBaseline } from '../../../generator/matrix/index.ts';
import type { HistoryPoint } from '../../../generator/report/index.ts';

const run = promisify(execFile);
/** A chart shows no more commits than this. */
const MOST_COMMITS = '200';

/** The sizes in each committed version of the baseline. */
export interface SizeHistory {
  /** Oldest first. */
  readonly history: readonly HistoryPoint[];
  /** True if the clone is shallow, so older versions are missing. */
  readonly isShallow: boolean;
}

/**
 * Reads the versions of the baseline from git. The list is empty if the file is not in a repository,
 * and lacks versions that cannot be parsed.
 */
export async function sizeHistory(baseline: string): Promise<SizeHistory> {
  const git = async (...args: string[]): Promise<string> => {
    const options = { cwd: dirname(baseline), maxBuffer: 1 << 28 };
    return (await run('git', args, options)).stdout;
  };
  let root: string;
  let log: string;
  let isShallow: boolean;
  try {
    root = (await git('rev-parse', '--show-toplevel')).trim();
    isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
    log = await git('log', '-n', MOST_COMMITS, '--format=%H%x09%h%x09%cs%x09%s', '--', baseline);
  } catch {
    return { history: [], isShallow: false };
  }
  const path = relative(root, baseline).replaceAll('\\', '/');
  const points: HistoryPoint[] = [];
  for (const line of log.split('\n').filter(Boolean).toReversed()) {
    const [hash = '', commit = '', date = '', subject = ''] = line.split('\t');
    try {
      const { variants } = parseBaseline(await git('show', `${hash}:${path}`), path);
      const raw = Object.entries(variants).map(([name, { sizes }]) => [name, sizes.raw] as const);
      points.push({ commit, date, subject, raw: Object.fromEntries(raw) });
    } catch {
      continue;
    }
  }
  return { history: points, isShallow };
}
