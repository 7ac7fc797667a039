import type { Templates } from '../../generator/specialise/index.ts';
import { optionsOf } from '../configurations.ts';
import type { Goal } from '../goal.ts';
import { compare, type Comparison } from './compare.ts';

const SIX = ['mem_malloc_init', 'malloc', 'free', 'realloc', 'calloc', 'memalign'];

const NO_CLEAR = '# CONFIG_SYS_MALLOC_CLEAR_ON_INIT is not set\n';
const SMALL = 'CONFIG_SYS_MALLOC_SMALL=y\n';
const BITS_64 = 'CONFIG_64BIT=y\n';
const SIMPLE = 'CONFIG_SPL=y\nCONFIG_SPL_SYS_MALLOC_SIMPLE=y\n';

/** The programs that the goals are about: the six functions of the API reference alone, no clearing. */
export function goalPrograms(templates: Templates): Promise<readonly Comparison[]> {
  const programs = [
    { name: 'default-32', options: optionsOf(NO_CLEAR), entry: SIX },
    { name: 'default-64', options: optionsOf(NO_CLEAR + BITS_64), entry: SIX },
    { name: 'small-32', options: optionsOf(NO_CLEAR + SMALL), entry: SIX },
    { name: 'small-64', options: optionsOf(NO_CLEAR + SMALL + BITS_64), entry: SIX },
    {
      // Without a heap nothing can be allocated, so mem_malloc_init() is part of it.
      name: 'small-32, malloc and free',
      options: optionsOf(NO_CLEAR + SMALL),
      entry: ['mem_malloc_init', 'malloc', 'free'],
    },
    { name: 'simple-32', options: optionsOf(SIMPLE, 'spl'), entry: undefined },
    { name: 'simple-64', options: optionsOf(SIMPLE + BITS_64, 'spl'), entry: undefined },
  ];
  return Promise.all(programs.map(({ entry, ...program }) => compare(templates, program, entry)));
}

/** The footprint goals and how far we are, in bytes after brotli. */
export function footprintGoals(programs: readonly Comparison[]): readonly Goal[] {
  const bytes = (name: string) =>
    programs.find((program) => program.name === name)?.sizes.ours.brotli ?? Number.NaN;
  const atMost = (name: string, limit: number): Goal => ({
    what: `${name}, brotli`,
    value: bytes(name),
    limit,
    unit: 'B',
  });
  const within = (name: string, limit: number): Goal => ({
    what: `${name}-64 / ${name}-32, brotli`,
    value: bytes(`${name}-64`) / bytes(`${name}-32`),
    limit,
    unit: '',
  });
  return [
    atMost('default-32', 1900),
    atMost('small-32', 850),
    within('default', 1.08),
    within('small', 1.08),
    atMost('small-32, malloc and free', 600),
    atMost('simple-32', 200),
    atMost('simple-64', 200),
  ];
}
