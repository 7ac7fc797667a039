import { PHASES, type Phase } from '../../generator/options/phase.ts';
import {
  checkOptions,
  isRecord,
  OptionsError,
  TRUE_OR_FALSE,
  unknownOption,
  type Kinds,
} from '../checked-options.ts';
import { IMPORT_OPTIONS, type ImportOptions } from '../imports/options.ts';

/** What is counted of a variant, in bytes: minified, after gzip and brotli, and of its static data. */
export const MEASURES = ['raw', 'gzip', 'brotli', 'staticData'] as const;

export type Measure = (typeof MEASURES)[number];

export type Limits = Readonly<Partial<Record<Measure, number>>>;

/** Limits for every variant, and others for those of a phase. */
export type Budget = Limits & Readonly<Partial<Record<Phase, Limits>>>;

/** The options of `mallocgen/vite` and of the plugins for other bundlers. */
export interface PluginOptions extends ImportOptions {
  /**
   * The most bytes that a variant may have. A build fails with a larger one:
   * `{ brotli: 2000, spl: { raw: 1500 } }`.
   */
  readonly budget?: Budget | undefined;
  /** Whether a build prints the sizes of the variants. It does by default. */
  readonly sizes?: boolean | undefined;
  /**
   * Whether to keep the declarations that `mallocgen types` writes up to date while the bundler watches or
   * serves: `true` also writes those that do not exist yet, `false` none. Without it, those that exist. Nothing
   * is written where the variable `CI` is set, nor with `fragments` or `extraConfig`, which `mallocgen types`
   * does not know.
   */
  readonly types?: boolean | undefined;
}

const KINDS: Kinds<PluginOptions> = {
  ...IMPORT_OPTIONS,
  budget: { words: 'an object of numbers', test: isRecord },
  sizes: TRUE_OR_FALSE,
  types: TRUE_OR_FALSE,
};

/** @throws {OptionsError} */
export function checkPluginOptions(options: PluginOptions, where: string): void {
  checkOptions(options, KINDS, where);
  if (options.budget !== undefined) checkLimits(options.budget, `${where}: budget`, PHASES);
}

function checkLimits(limits: object, where: string, phases: readonly string[]): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (phases.includes(name) && isRecord(limit)) {
      checkLimits(limit, `${where}.${name}`, []);
    } else if (!(MEASURES as readonly string[]).includes(name)) {
      throw unknownOption(where, name, [...MEASURES, ...phases]);
    } else if (!Number.isInteger(limit) || limit < 0) {
      throw new OptionsError(`${where}.${name} must be a number of bytes.`);
    }
  }
}
