import { optionsOf } from '../../configurations.ts';
import { faultLines, worldLine } from '../result-lines.ts';
import type { Walked } from '../walk.ts';
import { cutCalls } from './cuts.ts';
import { BREAK, lockScenarios } from './scenarios.ts';
import { interleave } from './search.ts';

/** What one part of the lock's exploration showed, and the lines that say so. */
export interface Explored {
  readonly walked: Walked;
  readonly lines: string;
}

/** Random calls of which each is cut short everywhere. */
const CALLS = 300;

const CUT: Readonly<Record<string, string>> = {
  'default-32': '',
  'default-64': 'CONFIG_64BIT=y\n',
  'small-32': 'CONFIG_SYS_MALLOC_SMALL=y\n',
  'small-64': 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_64BIT=y\n',
};

/**
 * Makes every interleaving of the threads of each scenario, and cuts calls short in every way.
 * @param limit leaves a scenario when this number of states is known
 */
export function* exploreLock(limit: number): Generator<Explored> {
  for (const { scenario, check } of lockScenarios()) {
    const walked = interleave(scenario, limit, check);
    const { name, waitsForEver, mayBeKilled } = scenario;
    const notes = [
      `the last thread needs at most ${walked.stepsAlone} steps`,
      ...(waitsForEver && mayBeKilled.length > 0
        ? [`in ${walked.stuck} of ${walked.ends} ends the others wait for ever`]
        : []),
    ];
    yield { walked, lines: linesOf(name, walked, notes) };
  }
  for (const [name, defconfig] of Object.entries(CUT)) {
    const { cuts, sound, lost, fault } = cutCalls(optionsOf(defconfig + BREAK), CALLS, limit);
    const walked = {
      states: cuts,
      sequences: cuts,
      depth: CALLS,
      complete: false,
      ...(fault && { fault }),
    };
    const notes = [`${sound} heaps were sound, ${lost} lost`];
    yield { walked, lines: linesOf(`lock-break-${name}, killed after each word`, walked, notes) };
  }
}

function linesOf(name: string, walked: Walked, notes: readonly string[]): string {
  return walked.fault
    ? `${faultLines(name, walked.fault)}\n${worldLine(name, walked)}`
    : [worldLine(name, walked), ...notes].join(', ');
}
