import { markup, type Markup } from './markup.ts';
import { scrollable } from './parts.ts';

/** One accepted state of the sizes. */
export interface HistoryPoint {
  /** As git abbreviates it. */
  readonly commit: string;
  /** The day of the commit, `2026-01-31`. */
  readonly date: string;
  readonly subject: string;
  /** Raw bytes by the name of the row, `small/spl`. */
  readonly raw: Readonly<Record<string, number>>;
}

const WIDTH = 960;
const HEIGHT = 120;
const MARGIN = { left: 52, right: 8, top: 10, bottom: 22 };

/** The raw bytes of one row over the commits that changed the baseline, oldest first. */
export function historyChart(points: readonly HistoryPoint[], row: string): Markup | undefined {
  const known = points.filter(({ raw }) => raw[row] !== undefined);
  if (known.length === 0) return undefined;
  const values = known.map(({ raw }) => raw[row] ?? 0);
  return markup`${scrollable(`Raw bytes of ${row} over time`, drawing(known, values))}${changeTable(row, known, values)}`;
}

function drawing(known: readonly HistoryPoint[], values: readonly number[]): Markup {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const span = Math.max(most - least, 1);
  const x = (i: number): number =>
    Math.round(
      MARGIN.left + ((WIDTH - MARGIN.left - MARGIN.right) * i) / Math.max(known.length - 1, 1),
    );
  const y = (value: number): number =>
    Math.round(MARGIN.top + (HEIGHT - MARGIN.top - MARGIN.bottom) * (1 - (value - least) / span));
  // A size holds until the next commit: steps, not slopes.
  const path = values
    .map((value, i) => (i === 0 ? `M${x(0)},${y(value)}` : `H${x(i)}V${y(value)}`))
    .join('');
  const dots = known.map(
    ({ commit, date, subject }, i) =>
      markup`<circle cx="${x(i)}" cy="${y(values[i] ?? 0)}" r="4" ><title>${date} ${commit}: ${values[i]} bytes. ${subject}</title></circle >`,
  );
  const scale = most === least ? [most] : [most, least];
  const labels = scale.map(
    (value) =>
      markup`<text class="scale" x="${MARGIN.left - 8}" y="${y(value) + 4}">${value}</text>`,
  );
  return markup`<svg class="history" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Raw bytes over time, listed below" >${labels}<path d="${path}H${WIDTH - MARGIN.right}" />${dots}<text x="${MARGIN.left}" y="${HEIGHT - 4}">${known[0]?.date}</text><text class="end" x="${WIDTH - MARGIN.right}" y="${HEIGHT - 4}">${known.at(-1)?.date}</text></svg>`;
}

/** The commits that changed this row, newest first. */
function changeTable(
  row: string,
  known: readonly HistoryPoint[],
  values: readonly number[],
): Markup {
  const rows = known
    .map((point, i) => ({ ...point, bytes: values[i] ?? 0, before: values[i - 1] }))
    .filter(({ bytes, before }) => bytes !== before)
    .toReversed()
    .map(
      ({ date, commit, bytes, subject }) =>
        markup`<tr><th scope="row">${date}</th><td class="text">${commit}</td><td>${bytes}</td><td class="text wraps">${subject}</td></tr>\n`,
    );
  return scrollable(
    `Changes of raw bytes of ${row}`,
    markup`<table><thead><tr><th scope="col">date</th><th class="text" scope="col">commit</th><th scope="col">raw</th><th class="text" scope="col">subject</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}
