import type { Allocator } from './allocator.ts';

/** One line of a trace; test/vectors/README.md describes the format. */
export type TraceCall =
  | { readonly call: 'malloc'; readonly id: number; readonly size: number }
  | { readonly call: 'calloc'; readonly id: number; readonly count: number; readonly size: number }
  | {
      readonly call: 'memalign';
      readonly id: number;
      readonly align: number;
      readonly size: number;
    }
  | { readonly call: 'realloc'; readonly id: number; readonly old: number; readonly size: number }
  | { readonly call: 'free'; readonly id: number };

export function parseTrace(text: string): readonly TraceCall[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): TraceCall {
  if (!/^(?:m \d+ \d+|[car] \d+ \d+ \d+|f \d+)$/.test(line))
    throw new Error(`trace:${String(number)}: '${line}' is not a call`);
  const [letter, ...words] = line.split(' ');
  const [id = 0, a = 0, b = 0] = words.map(Number);
  switch (letter) {
    case 'm':
      return { call: 'malloc', id, size: a };
    case 'c':
      return { call: 'calloc', id, count: a, size: b };
    case 'a':
      return { call: 'memalign', id, align: a, size: b };
    case 'r':
      return { call: 'realloc', id, old: a, size: b };
    default:
      return { call: 'free', id };
  }
}

/** Makes the calls, and gives what each malloc, calloc, memalign and realloc returned. */
export function replay(allocator: Allocator, trace: readonly TraceCall[]): readonly number[] {
  const blocks = new Map<number, number>();
  const returned: number[] = [];
  const set = (id: number, mem: number) => {
    blocks.set(id, mem);
    returned.push(mem);
  };
  for (const line of trace) {
    switch (line.call) {
      case 'malloc':
        set(line.id, allocator.malloc(line.size));
        break;
      case 'calloc':
        set(line.id, allocator.calloc(line.count, line.size));
        break;
      case 'memalign':
        set(line.id, allocator.memalign(line.align, line.size));
        break;
      case 'realloc': {
        const mem = allocator.realloc(blocks.get(line.old) ?? 0, line.size);
        if (mem !== 0) blocks.delete(line.old);
        set(line.id, mem);
        break;
      }
      case 'free':
        allocator.free(blocks.get(line.id) ?? 0);
        blocks.delete(line.id);
        break;
    }
  }
  return returned;
}
