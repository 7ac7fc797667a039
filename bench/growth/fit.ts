import type { Point } from './scenarios.ts';

/**
 * The exponent k of the power law `time ~ n^k` through the points: the slope of the least squares
 * line between the logarithms. 1 is O(n); O(log n) is far below, and falls as n grows.
 */
export function growthExponent(points: readonly Point[]): number {
  const xs = points.map(({ n }) => Math.log(n));
  const ys = points.map(({ nanoseconds }) => Math.log(nanoseconds));
  const meanX = mean(xs);
  const meanY = mean(ys);
  const covariance = mean(xs.map((x, i) => (x - meanX) * ((ys[i] ?? 0) - meanY)));
  const variance = mean(xs.map((x) => (x - meanX) ** 2));
  return covariance / variance;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
