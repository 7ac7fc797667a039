import {
  MEASURES,
  type Budgets,
  type Measure,
  type Tolerance,
} from '../../../generator/matrix/index.ts';
import { UsageError } from '../usage-error.ts';

function measureOf(word: string, written: string): Measure {
  const found = MEASURES.find((measure) => measure === word);
  if (found !== undefined) return found;
  throw new UsageError(`${written}: there is no measure ${word}, but ${MEASURES.join(', ')}.`);
}

/** Parses `--tolerance brotli=16,1%`. Throws {@link UsageError}. */
export function readTolerances(written: readonly string[]): Partial<Tolerance> {
  const entries = written.map((text) => {
    const match = /^(\w+)=(?:(\d+)(?:,(\d+(?:\.\d+)?)%)?|(\d+(?:\.\d+)?)%)$/.exec(text);
    if (match === null) {
      throw new UsageError(
        `--tolerance ${text}: write a measure and bytes, per cent or both, as brotli=16,1%.`,
      );
    }
    const [, word = '', bytes = '0', percent, alone] = match;
    const measure = measureOf(word, `--tolerance ${text}`);
    return [measure, { bytes: Number(bytes), percent: Number(percent ?? alone ?? 0) }] as const;
  });
  return Object.fromEntries(entries);
}

/** Parses `--budget small/spl:raw=900`. Throws {@link UsageError}. */
export function readBudgets(written: readonly string[]): Budgets {
  const budgets: Record<string, Partial<Record<Measure, number>>> = {};
  for (const text of written) {
    const match = /^([^:=]+)(?::(\w+))?=(\d+)$/.exec(text);
    if (match === null) {
      throw new UsageError(
        `--budget ${text}: write a configuration and bytes, as small=1100, small/spl=900 or small:raw=2400.`,
      );
    }
    const [, name = '', word = 'brotli', bytes] = match;
    const measure = measureOf(word, `--budget ${text}`);
    budgets[name] = { ...budgets[name], [measure]: Number(bytes) };
  }
  return budgets;
}

/** Parses `--shard 2/4`. Throws {@link UsageError}. */
export function readShard(written: string): { readonly index: number; readonly of: number } {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(written);
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index > of) {
    throw new UsageError(`--shard ${written}: write a part and how many there are, as 2/4.`);
  }
  return { index, of };
}

/** Throws {@link UsageError} unless `--jobs` is a whole number from 1 on. */
export function requireJobs(jobs: number): void {
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new UsageError(`--jobs ${jobs}: write a whole number from 1 on.`);
  }
}
