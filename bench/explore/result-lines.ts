import type { Walked } from './walk.ts';

const count = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

/** One line for one world. */
export function worldLine(name: string, { states, sequences, depth, complete }: Walked): string {
  const end = complete ? 'all that can be reached' : `up to ${count(depth, 'call')}`;
  return `${name}: ${count(states, 'state')}, ${count(sequences, 'sequence')}, ${end}`;
}

/** The fault of a world: what does not hold, and the shortest sequence of calls that shows it. */
export function faultLines(name: string, fault: NonNullable<Walked['fault']>): string {
  return [
    `${name}: ${fault.message}.`,
    `The shortest sequence has ${count(fault.calls.length, 'call')}:`,
    ...fault.calls.map((call) => `  ${call}`),
  ].join('\n');
}

/** The last line: what all worlds have together. */
export function totalLine(results: readonly Walked[]): string {
  const sum = (of: (walked: Walked) => number) => results.reduce((n, walked) => n + of(walked), 0);
  const faults = sum(({ fault }) => (fault ? 1 : 0));
  return `${sum(({ states }) => states)} states, ${sum(({ sequences }) => sequences)} sequences, ${faults} faults`;
}
