import { randomInt } from 'node:crypto';

import {
  configureRandomly,
  EVEN_PROBABILITY,
  type Probability,
} from '../../../../generator/kconfig/index.ts';
import type { HostProcess } from '../../host-process.ts';
import { UsageError } from '../../usage-error.ts';
import { readAllConfig } from '../all-config.ts';
import type { Target } from '../target.ts';
import { plan } from './configure-targets.ts';

const SEEDS = 2 ** 32;

export const randconfigTarget: Target = {
  takes: ['seed', 'output', 'json'],
  run(request) {
    const { tree, host } = request;
    const probability = readProbability(host.env['KCONFIG_PROBABILITY']);
    const seed = chooseSeed(request.seed, host.env['KCONFIG_SEED']);
    host.stderr.write(`KCONFIG_SEED=0x${seed.toString(16).toUpperCase()}\n`);
    const base = readAllConfig('randconfig', request, host);
    return plan(request, configureRandomly(tree, seed, probability, base));
  },
};

/** The option's seed, else the environment's if it is a number, else one by chance. */
function chooseSeed(option: string | undefined, variable: string | undefined): number {
  const seed = parseSeed(option ?? variable);
  if (seed !== undefined) return seed;
  if (option === undefined) return randomInt(SEEDS);
  throw new UsageError(`--seed ${option}: give a whole number from 0 to 0xFFFFFFFF.`);
}

/** Decimal, or hex with 0x, of at most 32 bits. */
function parseSeed(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+|0[xX][\da-fA-F]+)$/.test(text)) return undefined;
  const seed = Number(text);
  return seed < SEEDS ? seed : undefined;
}

/**
 * KCONFIG_PROBABILITY as the C program reads it, in percent: `Y`, how often a bool is y and a tristate
 * not n; `Y:M` for tristates, a bool the sum; `B:Y:M`. Throws {@link UsageError}.
 */
function readProbability(text: HostProcess['env'][string]): Probability {
  if (!text) return EVEN_PROBABILITY;
  const parts = text.split(':').map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  const [first = NaN, second, third] = parts;
  const half = Math.floor(first / 2);
  const probability =
    second === undefined
      ? { bool: first, yes: first - half, mod: half }
      : third === undefined
        ? { bool: first + second, yes: first, mod: second }
        : { bool: first, yes: second, mod: third };
  const { bool, yes, mod } = probability;
  if (parts.length > 3 || !(bool <= 100 && yes + mod <= 100) || parts.some(Number.isNaN)) {
    throw new UsageError(
      `KCONFIG_PROBABILITY=${text}: give one to three whole numbers with colons between, no sum above 100.`,
    );
  }
  return probability;
}
