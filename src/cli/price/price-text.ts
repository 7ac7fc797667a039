import type { Bytes, Price } from '../../../generator/price/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import { markdownLines } from '../markdown-table.ts';
import { signed } from '../matrix/difference-text.ts';
import { tableLines, type Column } from '../table.ts';

/** The prices in one phase. */
export interface PhasePrices {
  readonly phase: Phase;
  readonly total: Bytes;
  readonly prices: readonly Price[];
  /** Options that cannot be switched, where no symbol was named. */
  readonly fixed: readonly string[];
}

const bytes = (title: string, measure: keyof Bytes): Column<Price> => ({
  title,
  value: ({ cost }) => (cost === undefined ? '-' : signed(cost[measure])),
  toTheRight: true,
});

const columns = (isShort: boolean): readonly Column<Price>[] => [
  { title: 'option', value: ({ symbol }) => symbol },
  { title: 'now', value: ({ now }) => (now === '' ? 'empty' : now) },
  { title: 'then', value: ({ then }) => then ?? '-' },
  bytes('raw', 'raw'),
  bytes('gzip', 'gzip'),
  bytes('brotli', 'brotli'),
  bytes('static', 'staticData'),
  { title: 'also changes', value: ({ alsoChanges }) => changesText(alsoChanges, isShort) },
];

/** This number of changes is named in a table of all options. */
const MOST_NAMED = 2;

function changesText(changes: Price['alsoChanges'], isShort: boolean): string {
  const all = changes.map(({ name, after }) => `${name}=${after}`);
  if (!isShort || all.length <= MOST_NAMED + 1) return all.join(' ');
  return `${all.slice(0, MOST_NAMED).join(' ')} and ${all.length - MOST_NAMED} more`;
}

/** For `--format table` and `markdown`: the bytes of each phase, and what each option adds to them. */
export function pricesText(
  name: string,
  phases: readonly PhasePrices[],
  isNamed: boolean,
  isMarkdown: boolean,
): string {
  const print = isMarkdown ? markdownLines : tableLines;
  return phases
    .flatMap(({ phase, total, prices, fixed }) => {
      const { raw, gzip, brotli, staticData } = total;
      const sum = `${raw} bytes, ${gzip} after gzip, ${brotli} after brotli, ${staticData} of static data`;
      const reasons = prices.flatMap(({ symbol, reason }) =>
        reason === undefined ? [] : [noPriceText(symbol, reason)],
      );
      return [
        `${isMarkdown ? '### ' : ''}${name}, ${phase}: ${sum}`,
        '',
        ...(prices.length === 0
          ? ['No option can be switched that would change this phase.']
          : print(columns(!isNamed), prices)),
        '',
        ...(reasons.length === 0 ? [] : [...reasons, '']),
        ...(fixed.length === 0 ? [] : [`Cannot be switched here: ${fixed.join(', ')}.`, '']),
      ];
    })
    .join('\n');
}

/** Most reasons begin with the symbol that has to be changed, which often is the one that has no price. */
function noPriceText(symbol: string, reason: string): string {
  const about = `${symbol}: `;
  return `No price for ${about}${reason.startsWith(about) ? reason.slice(about.length) : reason}.`;
}

/** For `--format json`: a list of prices, their bytes beside the symbol. */
export function pricesJson(phases: readonly PhasePrices[]): string {
  const list = phases.flatMap(({ prices }) =>
    prices.map(({ symbol, phase, now, then, cost, total, alsoChanges, reason }) => ({
      symbol,
      phase,
      from: now,
      to: then ?? null,
      raw: cost?.raw ?? null,
      gzip: cost?.gzip ?? null,
      brotli: cost?.brotli ?? null,
      staticData: cost?.staticData ?? null,
      total: total ?? null,
      alsoChanges: alsoChanges.map(({ name, before, after }) => ({
        symbol: name,
        from: before,
        to: after,
      })),
      ...(reason !== undefined && { reason }),
    })),
  );
  return `${JSON.stringify(list, null, 2)}\n`;
}
