import { basename } from 'node:path';

import type { SizeReport } from '../../generator/measure/size-report.ts';
import { queryOf, type ImportId } from '../imports/import-id.ts';
import { MEASURES, type Budget, type Measure } from './options.ts';

const WORDS: Readonly<Record<Measure, string>> = {
  raw: 'minified',
  gzip: 'after gzip',
  brotli: 'after brotli',
  staticData: 'of static data',
};

/**
 * A sentence for each limit that a variant exceeds.
 * @param price the command that says what each option costs
 */
export function exceededLimits(
  id: ImportId,
  sizes: SizeReport,
  budget: Budget,
  price: string,
): readonly string[] {
  const own = budget[id.phase] ?? {};
  return MEASURES.flatMap((measure) => {
    const limit = own[measure] ?? budget[measure];
    const bytes = sizes[measure];
    if (limit === undefined || bytes <= limit) return [];
    const option = own[measure] === undefined ? measure : `${id.phase}.${measure}`;
    return [
      `${nameOf(id)} has ${bytes} bytes ${WORDS[measure]}, ${bytes - limit} more than the budget of ${limit}. ` +
        `Turn options off (${price} says what each costs), ` +
        `or raise budget.${option}.`,
    ];
  });
}

/** A line for the log of a build. */
export function sizesLine(id: ImportId, { raw, gzip, brotli, staticData }: SizeReport): string {
  return (
    `${nameOf(id)}: ${raw} bytes minified, ${gzip} after gzip, ${brotli} after brotli, ` +
    `${staticData} of static data`
  );
}

function nameOf({ path, phase }: ImportId): string {
  return basename(path) + queryOf(phase);
}
