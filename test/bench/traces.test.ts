import { describe, expect, test } from '@jest/globals';
import { traceLines } from '../../bench/record/trace-lines.ts';
import { replay, type Heap } from '../../bench/speed/replay.ts';
import { reuseSlots } from '../../bench/speed/slots.ts';
import { verify } from '../../bench/speed/verify.ts';
import { SPEED_TRACES } from '../../bench/speed/speed-traces.ts';
import { loadTrace, parseTrace, type Trace } from '../../bench/traces.ts';

/** Records what it is asked for; blocks never move and never fail. */
function recordingHeap(): { readonly heap: Heap; readonly calls: string[] } {
  const calls: string[] = [];
  let last = 0;
  const next = (call: string) => {
    calls.push(call);
    last += 64;
    return last;
  };
  return {
    calls,
    heap: {
      malloc: (bytes) => next(`malloc ${bytes}`),
      calloc: (count, bytes) => next(`calloc ${count} ${bytes}`),
      memalign: (alignment, bytes) => next(`memalign ${alignment} ${bytes}`),
      realloc: (mem, bytes) => next(`realloc ${mem} ${bytes}`),
      free: (mem) => void calls.push(`free ${mem}`),
    },
  };
}

function callsOf(trace: Trace): readonly string[] {
  const { heap, calls } = recordingHeap();
  replay(heap, trace, new Int32Array(trace.blocks));
  return calls;
}

const EVERY_CALL =
  'm 1 10\nc 2 3 4\na 3 64 100\nr 4 1 20\nf 2\nf 2\nf 4\nr 5 9 7\nf 5\nm 6 1\nf 3\nf 6\n';

describe('replay', () => {
  test('makes the calls of a trace with the addresses of its blocks', () => {
    expect(callsOf(parseTrace(EVERY_CALL))).toEqual([
      'malloc 10',
      'calloc 3 4',
      'memalign 64 100',
      'realloc 64 20',
      'free 128',
      'free 0',
      'free 256',
      'realloc 0 7',
      'free 320',
      'malloc 1',
      'free 192',
      'free 384',
    ]);
  });

  test('a realloc that fails leaves the old block where it was', () => {
    const { heap, calls } = recordingHeap();
    const blocks = new Int32Array(3);
    replay({ ...heap, realloc: () => 0 }, parseTrace('m 1 8\nr 2 1 99\nf 2\nf 1\n'), blocks);
    expect(calls).toEqual(['malloc 8', 'free 0', 'free 64']);
  });

  test.each(['x 1 2', 'm 1 -1', 'm 1 4294967296', 'mc 1 2'])("'%s' is refused", (line) => {
    expect(() => parseTrace(`m 1 1\n${line}\n`)).toThrow(/trace:2/);
  });
});

describe('reuseSlots', () => {
  test('changes no call', () => {
    for (const trace of [parseTrace(EVERY_CALL), loadTrace('cc1'), loadTrace('fuzz1')]) {
      expect(callsOf(reuseSlots(trace))).toEqual(callsOf(trace));
    }
  });

  test('needs as many numbers as there are blocks at once', () => {
    expect(reuseSlots(parseTrace('m 1 8\nf 1\nm 2 8\nm 3 8\nf 2\nf 3\nm 4 8\n')).blocks).toBe(2);
  });
});

describe('verify', () => {
  const trace = parseTrace('m 1 16\nm 2 16\nf 1\nm 3 16\n');
  const check = (addresses: readonly number[]) => {
    const rest = [...addresses];
    const { heap } = recordingHeap();
    verify(
      { ...heap, malloc: () => rest.shift() ?? 0, alignment: 8, reset: () => {} },
      trace,
      4096,
    );
  };

  test('accepts blocks that lie apart, and a place that is free again', () => {
    expect(() => check([8, 24, 8])).not.toThrow();
  });

  test.each([
    ['NULL', [0]],
    ['an address that is not aligned', [12]],
    ['a block inside another one', [8, 16]],
    ['a block around another one', [24, 16]],
    ['a block past the end', [4088]],
  ])('refuses %s', (_, addresses) => {
    expect(() => check(addresses)).toThrow(/not a free place/);
  });
});

describe('traces', () => {
  test('of the speed benchmark are at least 16 of different kinds, half of them held out', () => {
    const heldOut = SPEED_TRACES.filter(({ isHeldOut }) => isHeldOut);
    expect(SPEED_TRACES.length).toBeGreaterThanOrEqual(16);
    expect(heldOut).toHaveLength(SPEED_TRACES.length / 2);
    const kinds = new Set(heldOut.map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThanOrEqual(7);
    expect(new Set(SPEED_TRACES.map(({ name }) => name)).size).toBe(SPEED_TRACES.length);
  });

  test.each(SPEED_TRACES)('$name has more than 50,000 calls', ({ name }) => {
    expect(loadTrace(name).calls).toBeGreaterThan(50_000);
  });
});

/** Records as malloc_trace.c writes them. */
function log(...records: readonly (readonly [string, number, number, number])[]): Buffer {
  const words = new BigUint64Array(records.length * 4);
  records.forEach(([call, ...rest], index) => {
    words.set([call.charCodeAt(0), ...rest].map(BigInt), index * 4);
  });
  return Buffer.from(words.buffer);
}

describe('traceLines', () => {
  test('numbers blocks in the order of allocation', () => {
    const records = log(
      ['m', 10, 0, 0x100],
      ['c', 2, 8, 0x200],
      ['f', 0x100, 0, 0],
      ['a', 64, 5, 0x100],
      ['r', 0x200, 99, 0x300],
      ['f', 0x300, 0, 0],
    );
    expect(traceLines(records, Infinity)).toEqual([
      'm 1 10',
      'c 2 2 8',
      'f 1',
      'a 3 64 5',
      'r 4 2 99',
      'f 4',
    ]);
    expect(traceLines(records, 2)).toEqual(['m 1 10', 'c 2 2 8']);
  });

  test('leaves out what came before, and writes what realloc() did', () => {
    const records = log(
      ['f', 0x900, 0, 0],
      ['r', 0, 7, 0x100],
      ['r', 0x800, 8, 0x200],
      ['r', 0x100, 0, 0],
      ['f', 0x200, 0, 0],
    );
    expect(traceLines(records, Infinity)).toEqual(['m 1 7', 'm 2 8', 'f 1', 'f 2']);
  });

  test('a record that is not a call is an error', () => {
    expect(() => traceLines(log(['x', 0, 0, 0]), Infinity)).toThrow(/record 0/);
  });
});
