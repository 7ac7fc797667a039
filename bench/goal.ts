/** Something to be reached: `value` is at most `limit`. */
export interface Goal {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  /** `''` for a ratio. */
  readonly unit: 'B' | 'ms' | 's' | 'MB' | '';
}

export function isMet({ value, limit }: Goal): boolean {
  return value <= limit;
}

/** `pass  default-32, brotli: 1890 B, goal ≤ 1900 B` */
export function goalLine(goal: Goal): string {
  const amount = (n: number) =>
    `${goal.unit === '' || !Number.isInteger(n) ? n.toFixed(2) : n} ${goal.unit}`.trim();
  return `${isMet(goal) ? 'pass' : 'FAIL'}  ${goal.what}: ${amount(goal.value)}, goal ≤ ${amount(goal.limit)}`;
}
