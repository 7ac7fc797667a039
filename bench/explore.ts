/**
 * `npm run explore`: makes every sequence of calls on small heaps, and checks each of them.
 */
import { parseArguments, refuse } from './arguments.ts';
import { openWorld, WORLDS } from './explore/configurations.ts';
import {
  DAMAGE_VARIANTS,
  damageHeaps,
  damageLine,
  walkedOf,
} from './explore/damage/explore-damage.ts';
import { exploreLock } from './explore/lock/explore-lock.ts';
import { faultLines, totalLine, worldLine } from './explore/result-lines.ts';
import { walk, type Walked } from './explore/walk.ts';

const args = parseArguments(
  'explore',
  'Makes every sequence of calls on small heaps, the shorter ones first, and checks each of them. Stops a heap at its first fault, and then exits with 1.',
  {
    states: {
      type: 'number',
      describe:
        'Leave a heap when this number of states is known (200,000; for the lock, 10,000,000)',
    },
    heap: { type: 'number', default: 512, describe: 'Bytes of each heap, after the static data' },
    world: {
      type: 'string',
      array: true,
      choices: WORLDS,
      default: ['default-32'],
      describe: 'The configurations to walk through',
    },
    variant: {
      type: 'string',
      array: true,
      choices: DAMAGE_VARIANTS,
      default: DAMAGE_VARIANTS,
      describe: 'The checked variants whose heaps are damaged',
    },
    every: { type: 'number', default: 1, describe: 'Of the damages, make each n-th' },
    all: { type: 'boolean', default: false, describe: 'Walk through all of them' },
  },
  {
    lock: 'Makes every interleaving of threads on the lock instead of calls on heaps',
    damage: 'Changes bytes of checked heaps, those that the allocator reads, and makes calls',
  },
);
const states = args.states ?? (args.part === 'lock' ? 10_000_000 : 200_000);
if (!(Number.isInteger(states) && states > 0 && states < 2 ** 31)) {
  refuse('--states must be a positive integer, as in --states 200000.');
}
if (!(Number.isInteger(args.heap) && args.heap >= 112 && args.heap <= 4096)) {
  refuse('--heap must be an integer from 112 to 4096, as in --heap 512.');
}
if (!(Number.isInteger(args.every) && args.every > 0)) {
  refuse('--every must be a positive integer, as in --every 10.');
}

const results: Walked[] = [];
for (const name of args.part !== undefined ? [] : args.all ? WORLDS : args.world) {
  const world = await openWorld(name, args.heap);
  const progress = (known: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${known} states `);
  };
  const result = walk(world, states, progress);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  results.push(result);
  if (result.fault) process.stdout.write(`${faultLines(name, result.fault)}\n`);
  process.stdout.write(`${worldLine(name, result)}\n`);
}
if (args.part === 'lock') {
  for (const { lines, walked } of exploreLock(states)) {
    results.push(walked);
    process.stdout.write(`${lines}\n`);
  }
}
if (args.part === 'damage') {
  for (const name of args.variant) {
    const counts = damageHeaps(name, args.every);
    results.push(walkedOf(counts));
    process.stdout.write(`${damageLine(counts)}\n`);
  }
}
process.stdout.write(`${totalLine(results)}\n`);
if (results.some(({ fault }) => fault)) process.exitCode = 1;
