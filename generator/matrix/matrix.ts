import * as z from '../text/schema.ts';
import { MODULE } from '../measure/index.ts';
import { PHASES } from '../options/index.ts';
import type { WasmRequest } from '../wasm/index.ts';

/** Goes up when a program that reads the old form would misread the new one. */
export const MATRIX_SCHEMA = 1;

/** What is measured beside the JavaScript of a variant. */
export type MatrixTarget = 'wasm';

export const targetSchema = z
  .optional(z.literal('wasm'))
  .check(z.describe('Absent if the sizes are of malloc.js.'));

const bytes = z.int().check(z.minimum(0));

export const moduleSchema = z
  .optional(
    z.strictObject({
      address: z.optional(bytes.check(z.describe('The byte where the heap begins.'))),
      memory: z.optional(z.literal('own')).check(z.describe('Absent if the memory is imported.')),
    }),
  )
  .check(z.describe('What --wasm-address and --wasm-memory asked for. Absent without them.'));

export const sizesSchema = z.strictObject({
  raw: bytes.check(z.describe('Bytes of the minified bundle, or of malloc.wasm.')),
  gzip: bytes.check(z.describe('Bytes after gzip.')),
  brotli: bytes.check(z.describe('Bytes after brotli.')),
  staticData: bytes.check(
    z.describe('Bytes of allocator state in the memory that the variant manages.'),
  ),
});

export const functionsSchema = z
  .record(z.string(), bytes)
  .check(
    z.describe(
      'Bytes of each function in the minified bundle; they add up to raw. Empty for WebAssembly.',
    ),
  );

export const optionsSchema = z
  .strictObject({
    enabled: z
      .record(z.string(), z.boolean())
      .check(z.describe('Symbols of the phase, without its prefix.')),
    global: z.record(z.string(), z.boolean()).check(z.describe('Symbols that all phases share.')),
    values: z.record(z.string(), bytes).check(z.describe('Lengths in bytes, and addresses.')),
  })
  .check(z.describe('What the phase asks of the templates.'));

const variantSchema = z.strictObject({
  options: optionsSchema,
  sizes: sizesSchema,
  functions: functionsSchema,
});

const rowSchema = z.strictObject({
  configuration: z
    .string()
    .check(z.describe('The name of the defconfig without _defconfig or .defconfig.')),
  phase: z.enum(PHASES),
  variant: z
    .string()
    .check(z.describe('A key of variants. Rows with one key have one and the same module.')),
});

const failureSchema = z.strictObject({
  configuration: z.string(),
  phase: z
    .optional(z.enum(PHASES))
    .check(z.describe('Absent where the configuration itself is at fault.')),
  code: z.string().check(z.describe('Which error it is; does not change.')),
  message: z.string(),
});

const refusalSchema = z.strictObject({
  configuration: z.string(),
  phase: z.enum(PHASES),
  blamed: z
    .optional(z.string())
    .check(
      z.describe(
        'The symbol that stands in the way with its value, without the prefix of the phase. Absent if it is not a single one.',
      ),
    ),
  message: z.string(),
});

const warningSchema = z.strictObject({
  configuration: z.string(),
  code: z.string().check(z.describe('Which warning it is; does not change.')),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  message: z.string(),
  symbol: z.optional(z.string()).check(z.describe('What it is about, without CONFIG_.')),
});

export const matrixSchema = z.strictObject({
  schema: z.literal(MATRIX_SCHEMA),
  generator: z.string().check(z.describe('Name and version of the program.')),
  target: targetSchema,
  module: moduleSchema,
  minifier: z.string().check(z.describe('What made the bytes, with its version.')),
  rows: z.array(rowSchema).check(z.describe('By configuration, then phase, U-Boot proper first.')),
  failures: z.array(failureSchema),
  refused: z
    .optional(z.array(refusalSchema))
    .check(z.describe('With --target wasm: phases that have no WebAssembly form.')),
  warnings: z
    .optional(z.array(warningSchema))
    .check(z.describe('By configuration. Absent in a matrix of an older program.')),
  variants: z.record(z.string(), variantSchema),
});

/** What `--wasm-address` and `--wasm-memory` asked for. */
export type MatrixModule = Readonly<z.infer<typeof moduleSchema>>;
/** Bytes of one variant. */
export type Sizes = Readonly<z.infer<typeof sizesSchema>>;
/** The options of one phase, and the sizes of its variant. */
export type MatrixVariant = Readonly<z.infer<typeof variantSchema>>;
export type MatrixRow = Readonly<z.infer<typeof rowSchema>>;
/** What identifies a row. */
export type RowKey = Pick<MatrixRow, 'configuration' | 'phase'>;
/** A configuration, or one phase of it, that gave no variant. */
export type MatrixFailure = Readonly<z.infer<typeof failureSchema>>;
/** A phase that has no form of the target. */
export type MatrixRefusal = Readonly<z.infer<typeof refusalSchema>>;
/** A doubt about a configuration that was made nevertheless. */
export type MatrixWarning = Readonly<z.infer<typeof warningSchema>>;
/** Every configuration and phase with the variant that it gets. */
export interface Matrix {
  readonly schema: typeof MATRIX_SCHEMA;
  readonly generator: string;
  readonly target?: MatrixTarget | undefined;
  readonly module?: MatrixModule | undefined;
  readonly minifier: string;
  readonly rows: readonly MatrixRow[];
  readonly failures: readonly MatrixFailure[];
  readonly refused?: readonly MatrixRefusal[] | undefined;
  readonly warnings?: readonly MatrixWarning[] | undefined;
  readonly variants: Readonly<Record<string, MatrixVariant>>;
}

/** What a matrix or a baseline says of the modules that it has the sizes of. */
export interface MatrixKind {
  readonly target?: MatrixTarget | undefined;
  readonly module?: MatrixModule | undefined;
}

/** The kind of a matrix of these modules; without a request, of JavaScript. */
export function kindOf(wasm: WasmRequest | undefined): MatrixKind {
  if (wasm === undefined) return {};
  const { address, memory } = wasm;
  const module: MatrixModule = {
    ...(address !== undefined && { address }),
    ...(memory === 'own' && { memory }),
  };
  return { target: 'wasm', ...(Object.keys(module).length > 0 && { module }) };
}

/** Whether two have the sizes of the same modules. */
export function isSameKind(a: MatrixKind, b: MatrixKind): boolean {
  return (
    a.target === b.target &&
    a.module?.address === b.module?.address &&
    a.module?.memory === b.module?.memory
  );
}

/** What was asked for, of the kind of a matrix: the reverse of {@link kindOf}. */
export function requestOf({ target, module }: MatrixKind): WasmRequest | undefined {
  return target === undefined ? undefined : { ...module };
}

/** The variant of a row. */
export function variantOf(matrix: Matrix, { variant }: MatrixRow): MatrixVariant {
  const found = matrix.variants[variant];
  if (found === undefined) throw new Error(`no variant ${variant}`);
  return found;
}

/** How many functions a variant has; bytes outside any function have a name too. */
export function functionCount({ functions }: MatrixVariant): number {
  return Object.keys(functions).filter((name) => name !== MODULE).length;
}

/** `small/spl`: the name of a row. */
export function rowName({ configuration, phase }: RowKey): string {
  return `${configuration}/${phase}`;
}

/** Orders by configuration, then by phase, U-Boot proper first. */
export function byRow(a: RowKey, b: RowKey): number {
  if (a.configuration !== b.configuration) return a.configuration < b.configuration ? -1 : 1;
  return PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
}

/** Orders by configuration, and keeps the order within one. */
export function byConfiguration(
  { configuration: a }: Pick<RowKey, 'configuration'>,
  { configuration: b }: Pick<RowKey, 'configuration'>,
): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
