import { counted } from '../counted.ts';
import type { Fit, GivenUp } from '../../../generator/fit/index.ts';
import type { Bytes } from '../../../generator/price/index.ts';
import { kindOf } from '../../../generator/matrix/index.ts';
import type { WasmRequest } from '../../../generator/wasm/index.ts';
import { wasmTitle } from '../inputs/wasm-request.ts';
import { signed } from '../matrix/difference-text.ts';
import { tableLines, type Column } from '../table.ts';

/** A result with what the command line adds to it. */
export interface Answer {
  readonly fit: Fit;
  /** The minimal defconfig. */
  readonly defconfig: string;
  readonly budget: number | undefined;
  /** The modules that were measured; without it, JavaScript. */
  readonly wasm: WasmRequest | undefined;
  /** What a trace was run in. */
  readonly trace: TraceAnswer | undefined;
}

export interface TraceAnswer {
  readonly calls: number;
  readonly heap: number;
  /** Bytes of a heap that would serve the trace, if this one does not. */
  readonly needed: number | undefined;
}

/** Whether everything that was asked for is there. */
export function isFitting({ fit, budget }: Answer): boolean {
  return fit.failures === 0 && (budget === undefined || fit.bytes.brotli <= budget);
}

const GIVEN_UP: readonly Column<GivenUp>[] = [
  { title: 'option', value: ({ symbol }) => symbol },
  { title: 'was', value: ({ before }) => before },
  { title: 'is', value: ({ after }) => after },
  {
    title: 'back: brotli',
    value: ({ back }) => (back === undefined ? '-' : signed(back.brotli)),
    toTheRight: true,
  },
  {
    title: 'raw',
    value: ({ back }) => (back === undefined ? '-' : signed(back.raw)),
    toTheRight: true,
  },
];

/** For `--format text`. */
export function fitText(answer: Answer, baseName: string): string {
  const { fit, defconfig, wasm } = answer;
  const { bytes, imports, phase, givenUp, lostCalls, base } = fit;
  return [
    `${isFitting(answer) ? 'Smallest' : 'Nearest'}, ${phase}: ${sizes(bytes)}`,
    wasm === undefined
      ? `for a program that imports ${imports.join(', ')} and nothing else.`
      : `of ${wasmTitle(wasm)}, for a program that calls ${imports.join(', ')}.`,
    ...budgetLines(answer),
    ...traceLines(answer),
    '',
    ...(defconfig === '' ? ['# All options have their defaults.'] : [defconfig.trimEnd()]),
    '',
    ...(base === undefined
      ? [`With ${baseName}, what is asked for is missing.`]
      : [`With ${baseName}, ${wasm ? 'it has' : 'the same program has'} ${sizes(base)}.`]),
    ...(givenUp.length === 0
      ? ['No option has another value there.']
      : ['Options that have another value, and the bytes of switching each back:']),
    ...(givenUp.length === 0 ? [] : ['', ...tableLines(GIVEN_UP, givenUp)]),
    '',
    ...(lostCalls.length === 0 ? [] : [`Calls that are gone: ${lostCalls.join(', ')}.`]),
    ...notes(fit),
    searchedText(fit),
    '',
  ].join('\n');
}

function sizes({ raw, gzip, brotli, staticData }: Bytes): string {
  return `${brotli} bytes after brotli, ${gzip} after gzip, ${raw} without, ${staticData} of static data`;
}

function budgetLines({ fit, budget }: Answer): readonly string[] {
  if (budget === undefined) return [];
  const left = budget - fit.bytes.brotli;
  return left >= 0
    ? [`Of the budget of ${budget} bytes, ${left} are left.`]
    : [`That is ${-left} bytes more than the budget of ${budget}.`];
}

function traceLines({ fit, trace }: Answer): readonly string[] {
  if (trace === undefined) return [];
  const { calls, heap, needed } = trace;
  if (fit.failures === 0)
    return [
      `${calls === 1 ? 'The one call of the trace is' : `All ${calls} calls of the trace are`} served in a heap of ${heap} bytes.`,
    ];
  const more = needed === undefined ? '' : ` With this configuration, ${needed} bytes are enough.`;
  return [
    `${fit.failures} of the ${counted(calls, 'call')} of the trace ${fit.failures === 1 ? 'fails' : 'fail'} in a heap of ${heap} bytes.${more}`,
  ];
}

function notes({ options, imports }: Fit): readonly string[] {
  if (!options.enabled.SYS_MALLOC_SIMPLE || !imports.includes('free')) return [];
  return ['free() does nothing here: the pool of a simple malloc takes no block back.'];
}

function searchedText({ searched }: Fit): string {
  const { isWhole, variables, configurations, programs, pairs } = searched;
  const seen =
    `${programs} different programs were measured, of ${configurations} configurations of ${variables} options.\n` +
    'Numbers and texts stayed as they are: only options that are on or off were changed.';
  return isWhole
    ? `These are all that there are, so that none is smaller: ${seen}`
    : `${seen}\nNo other value of one option makes it smaller, and none of the ${pairs} most promising pairs. Not every configuration was tried.`;
}

/** For `--format json`. */
export function fitJson(answer: Answer): string {
  const { fit, defconfig, budget, trace, wasm } = answer;
  const { phase, imports, bytes, failures, base, givenUp, lostCalls, searched } = fit;
  const value = {
    fits: isFitting(answer),
    phase,
    ...kindOf(wasm),
    defconfig,
    imports,
    ...bytes,
    ...(budget !== undefined && { budget, left: budget - bytes.brotli }),
    ...(trace !== undefined && {
      trace: { calls: trace.calls, heap: trace.heap, failures, neededHeap: trace.needed ?? null },
    }),
    base: base ?? null,
    givenUp: givenUp.map(({ symbol, before, after, back }) => ({
      symbol,
      from: before,
      to: after,
      back: back ?? null,
    })),
    lostCalls,
    searched,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
