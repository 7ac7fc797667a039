/** The blocks or calls of one caller. */
export interface CallerTotal {
  /** `function:line <-caller:line`; '' if it is not known. */
  readonly caller: string;
  readonly count: number;
  readonly bytes: number;
}

/** Adds up the items of each caller, and sorts the callers by bytes, the largest first. */
export function byCaller(
  items: readonly { readonly caller: string; readonly size: number }[],
): readonly CallerTotal[] {
  const totals = new Map<string, { caller: string; count: number; bytes: number }>();
  for (const { caller, size } of items) {
    const total = totals.get(caller) ?? { caller, count: 0, bytes: 0 };
    total.count += 1;
    total.bytes += size;
    totals.set(caller, total);
  }
  return [...totals.values()].toSorted(
    (a, b) => b.bytes - a.bytes || b.count - a.count || (a.caller < b.caller ? -1 : 1),
  );
}
