import * as z from '../text/schema.ts';
import { PHASES } from '../options/index.ts';
import { MatrixError } from './matrix-error.ts';
import { oneLine } from '../text/one-line.ts';
import { withoutByteOrderMark } from '../text/without-byte-order-mark.ts';
import {
  functionsSchema,
  optionsSchema,
  rowName,
  sizesSchema,
  moduleSchema,
  targetSchema,
  variantOf,
  type Matrix,
  type MatrixModule,
  type MatrixTarget,
  type MatrixVariant,
  type RowKey,
} from './matrix.ts';

/** Goes up when an old program would misread a new baseline. */
export const BASELINE_SCHEMA = 1;

const MEASURES = ['raw', 'gzip', 'brotli', 'staticData'] as const;
export type Measure = (typeof MEASURES)[number];

const allowance = z.strictObject({
  bytes: z.int().check(z.minimum(0)),
  percent: z.number().check(z.minimum(0)),
});

const measures = <S extends z.ZodMiniType>(schema: S) =>
  z.strictObject({ raw: schema, gzip: schema, brotli: schema, staticData: schema });

const entrySchema = z.strictObject({
  sizes: sizesSchema,
  tolerance: z.optional(z.partial(measures(allowance))),
  options: optionsSchema,
  functions: functionsSchema,
});

export const baselineSchema = z.strictObject({
  schema: z.literal(BASELINE_SCHEMA),
  target: targetSchema,
  module: moduleSchema,
  minifier: z.string(),
  tolerance: measures(allowance),
  budgets: z.record(z.string(), z.partial(measures(z.int().check(z.minimum(0))))),
  variants: z.record(z.string(), entrySchema),
});

/** How much a size may grow: the larger of the two. */
export type Allowance = Readonly<z.infer<typeof allowance>>;
export type Tolerance = Readonly<Record<Measure, Allowance>>;
/** Most bytes by measure, for a configuration (`small`) or one phase of it (`small/spl`). */
export type Budgets = Readonly<Record<string, Readonly<Partial<Record<Measure, number>>>>>;

export interface BaselineEntry extends MatrixVariant {
  /** Replaces the tolerance of the baseline. */
  readonly tolerance?: Readonly<Partial<Tolerance>>;
}

/** The accepted sizes, which a matrix is checked against. */
export interface Baseline {
  readonly schema: typeof BASELINE_SCHEMA;
  readonly target?: MatrixTarget | undefined;
  readonly module?: MatrixModule | undefined;
  readonly minifier: string;
  readonly tolerance: Tolerance;
  readonly budgets: Budgets;
  /** By the name of the row, `small/spl`. */
  readonly variants: Readonly<Record<string, BaselineEntry>>;
}

const NOTHING: Allowance = { bytes: 0, percent: 0 };
/** For compressed bytes: one more byte in one place can cost a few elsewhere. */
const NOISE: Allowance = { bytes: 16, percent: 0 };

export const DEFAULT_TOLERANCE: Tolerance = {
  raw: NOTHING,
  gzip: NOISE,
  brotli: NOISE,
  staticData: NOTHING,
};

/** The baseline that accepts `matrix`, with the tolerances and budgets of the previous one. */
export function baselineOf(matrix: Matrix, previous?: Baseline): Baseline {
  return {
    schema: BASELINE_SCHEMA,
    ...(matrix.target && { target: matrix.target }),
    ...(matrix.module && { module: matrix.module }),
    minifier: matrix.minifier,
    tolerance: previous?.tolerance ?? DEFAULT_TOLERANCE,
    budgets: previous?.budgets ?? {},
    variants: Object.fromEntries(
      matrix.rows.map((row): [string, BaselineEntry] => {
        const name = rowName(row);
        const tolerance = previous?.variants[name]?.tolerance;
        const { sizes, options, functions } = variantOf(matrix, row);
        return [name, { sizes, ...(tolerance && { tolerance }), options, functions }];
      }),
    ),
  };
}

/** The text of the file: one fact per line, in order, so that a diff shows what changed. */
export function formatBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/**
 * Reads a baseline.
 * @param file its name, for messages
 * @throws {MatrixError} when it is damaged, or of a newer program
 */
export function parseBaseline(text: string, file: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(withoutByteOrderMark(text));
  } catch (error) {
    throw new MatrixError(
      `${file} is not JSON (${oneLine((error as Error).message)}). Restore it from version control, or delete it and write it again with --update.`,
      { cause: error },
    );
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'number' && schema > BASELINE_SCHEMA) {
    throw new MatrixError(
      `${file} has schema ${schema}, and this mallocgen reads up to ${BASELINE_SCHEMA}. Use the mallocgen that wrote it, or a newer one.`,
    );
  }
  const result = baselineSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join('.') || 'the file';
    throw new MatrixError(
      `${file} is damaged: ${place}: ${issue?.message}. Restore it from version control, or write it again with --update.`,
    );
  }
  const baseline = result.data as Baseline;
  const wrong = Object.keys(baseline.variants).find((name) => parseRowName(name) === undefined);
  if (wrong !== undefined) {
    throw new MatrixError(`${file} is damaged: ${wrong} is not CONFIGURATION/PHASE.`);
  }
  return baseline;
}

/** The two parts of `small/spl`. */
export function parseRowName(name: string): RowKey | undefined {
  const at = name.lastIndexOf('/');
  const phase = PHASES.find((known) => known === name.slice(at + 1));
  return at < 1 || phase === undefined ? undefined : { configuration: name.slice(0, at), phase };
}

export { MEASURES };
