import { configureRandomly } from '../../../../generator/kconfig/index.ts';
import { UsageError } from '../../usage-error.ts';
import { readProbability } from '../probability.ts';
import type { Target } from '../target.ts';
import { locateFixed, plan, readFixed } from './configure-targets.ts';

const SEEDS = 2 ** 32;

export const randconfigTarget: Target = {
  takes: ['seed', 'output', 'json'],
  talks: true,
  locate: (request) => locateFixed('randconfig', request),
  run(request) {
    const { tree, host } = request;
    const probability = readProbability(host.env['KCONFIG_PROBABILITY']);
    const seed = chooseSeed(request.seed, host.env['KCONFIG_SEED']);
    host.messages.write(`KCONFIG_SEED=0x${seed.toString(16).toUpperCase()}\n`);
    return plan(request, configureRandomly(tree, seed, probability, readFixed(request)));
  },
};

/** The option's seed, otherwise the environment's if it is a number, otherwise a random one. */
function chooseSeed(option: string | undefined, variable: string | undefined): number {
  const seed = parseSeed(option ?? variable);
  if (seed !== undefined) return seed;
  if (option === undefined) return crypto.getRandomValues(new Uint32Array(1))[0]!;
  throw new UsageError(`--seed ${option}: give a whole number from 0 to 0xFFFFFFFF.`);
}

/** Decimal, or hex with 0x, of at most 32 bits. */
function parseSeed(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+|0[xX][\da-fA-F]+)$/.test(text)) return undefined;
  const seed = Number(text);
  return seed < SEEDS ? seed : undefined;
}
