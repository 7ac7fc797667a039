/*
 * The walker finds what is wrong with a heap: one word of a sound heap is changed at a time.
 */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Allocator } from './allocator.ts';
import { SANDBOX, buildOptions, type Bits } from './build-options.ts';
import { HeapError } from './heap-error.ts';
import { heapLayout, type HeapLayout } from './heap-layout.ts';
import { checkHeap, gm, heapView, wordAt, type HeapView } from './heap-walker.ts';
import { loadTemplates } from './load-templates.ts';

/** Heads of the chunks of a heap that has one of everything. */
interface Example {
  readonly view: HeapView;
  readonly layout: HeapLayout;
  readonly words: Int32Array;
  readonly used: number;
  /** Two in a small bin, the first of its list first. */
  readonly small: readonly [number, number];
  /** Large ones, each in a place of its own: a root and its two children, where there are trees. */
  readonly large: readonly [number, number, number];
  /** As large as large[0], in its ring where there are trees. */
  readonly twin: number;
  readonly dv: number;
  readonly top: number;
}

function example(allocator: Allocator, layout: HeapLayout): Example {
  const memory = new ArrayBuffer(65536);
  allocator.mem_malloc_init(memory, 64, 60_000);
  const sizes = [100, 100, 600, 600, 700, 900, 300];
  const blocks = sizes.map((size) => {
    const mem = allocator.malloc(size);
    allocator.malloc(1);
    return mem;
  });
  const used = allocator.malloc(50);
  for (const mem of blocks) allocator.free(mem);
  // No small bin fits: what is left of the smallest large chunk becomes the victim.
  allocator.malloc(150);
  const view = heapView(allocator, memory, layout);
  const head = (mem = 0) => wordAt(view, mem) - layout.sizeT;
  const { words } = view;
  return {
    view,
    layout,
    words,
    used: head(used),
    small: [head(blocks[1]), head(blocks[0])],
    large: [head(blocks[2]), head(blocks[4]), head(blocks[5])],
    twin: head(blocks[3]),
    dv: words[gm(view) + layout.state.dv] ?? 0,
    top: words[gm(view) + layout.state.top] ?? 0,
  };
}

/** The bin for the small chunk p: its size in granules tells. */
function binOf(words: Int32Array, view: HeapView, p: number): number {
  return gm(view) + ((words[p] ?? 0) & -8) / 4 / view.layout.align;
}

type Damage = (heap: Example) => void;

function add(words: Int32Array, index: number, n: number): void {
  words[index] = (words[index] ?? 0) + n;
}

function footOf({ words, layout }: Example, p: number): number {
  return p + ((words[p] ?? 0) & -8) / 4 - layout.sizeT;
}

const ANY: readonly (readonly [string, Damage, RegExp])[] = [
  ['CINUSE_BIT is lost', ({ words, used }) => add(words, used, -2), /disagree|feet|both free/],
  ['CINUSE_BIT is set', ({ words, dv }) => add(words, dv, 2), /PINUSE_BIT/],
  ['PINUSE_BIT is lost', ({ words, used }) => add(words, used, -1), /PINUSE_BIT/],
  ['an unknown bit is set', ({ words, used }) => add(words, used, 4), /unknown bit/],
  [
    'a chunk is longer',
    ({ words, used, layout }) => add(words, used, layout.align * 4),
    /disagree/,
  ],
  [
    'a chunk has no size',
    ({ words, used }) => add(words, used, -((words[used] ?? 0) & -8)),
    /smaller/,
  ],
  ['a chunk is huge', ({ words, used }) => add(words, used, 2 ** 20), /past the end/],
  [
    'two free chunks touch',
    (h) => {
      const next = footOf(h, h.dv) + h.layout.sizeT;
      add(h.words, next, -2);
      const after = footOf(h, next) + h.layout.sizeT;
      add(h.words, after, -1);
      h.words[footOf(h, next)] = (after - next) * 4;
    },
    /both free/,
  ],
  ['a foot is wrong', (h) => add(h.words, footOf(h, h.dv), 8), /foot and size/],
  ['top is in use', ({ words, top }) => add(words, top, 2), /top is in use/],
  [
    'top is shorter',
    ({ words, top, layout }) => add(words, top, -layout.align * 4),
    /foot of top|top ends/,
  ],
  [
    'top is elsewhere',
    ({ words, view, used, layout }) => (words[gm(view) + layout.state.top] = used),
    /top is in use/,
  ],
  [
    'the victim is forgotten',
    ({ words, view, layout }) => (words[gm(view) + layout.state.dv] = gm(view) + layout.state.none),
    /in no bin/,
  ],
  [
    'the victim is in a bin',
    ({ words, view, small, layout }) => (words[gm(view) + layout.state.dv] = small[0]),
    /in a bin already/,
  ],
  [
    'the victim is in use',
    ({ words, view, used, layout }) => (words[gm(view) + layout.state.dv] = used),
    /not a free chunk/,
  ],
  [
    'none has a size',
    ({ words, view, layout }) => (words[gm(view) + layout.state.none] = 16),
    /none has a size/,
  ],
  [
    'a list is cut',
    ({ words, view, small, layout }) => {
      words[small[0] + layout.fd] = gm(view) + layout.state.none;
    },
    /in no bin/,
  ],
  [
    'a list is a circle',
    ({ words, small, layout }) => (words[small[1] + layout.fd] = small[0]),
    /already/,
  ],
  [
    'a list has a used chunk',
    ({ words, small, used, layout }) => (words[small[1] + layout.fd] = used),
    /not a free chunk/,
  ],
  [
    'a link back is wrong',
    ({ words, small, layout }) => (words[small[1] + layout.bk] = small[1]),
    /link back/,
  ],
  [
    'a bin is lost',
    ({ words, view, layout, small }) =>
      (words[binOf(words, view, small[0]) + layout.fd] = gm(view) + layout.state.none),
    /in no bin/,
  ],
  [
    'a chunk is in the bin of another size',
    ({ words, view, layout, small }) => {
      const bin = binOf(words, view, small[0]);
      words[bin + 1 + layout.fd] = small[0];
      words[small[0] + layout.bk] = bin + 1;
      words[bin + layout.fd] = gm(view) + layout.state.none;
    },
    /another size/,
  ],
  [
    'a bit of the small map is clear',
    ({ words, view, layout }) => (words[gm(view) + layout.state.smallMap] = 0),
    /is clear/,
  ],
];

const WITH_TREES: readonly (readonly [string, Damage, RegExp])[] = [
  [
    'the foot of top is lost',
    (h) => add(h.words, footOf(h, h.top) + h.layout.sizeT, -1),
    /foot of top/,
  ],
  [
    'a bit of the tree map is clear',
    ({ words, view, layout }) => (words[gm(view) + (layout.state.treeMap ?? 0)] = 0),
    /is clear/,
  ],
  [
    'a link to the parent is wrong',
    ({ words, large, layout }) => add(words, large[1] + layout.link, 1),
    /parent/,
  ],
  [
    'a ring has a node',
    ({ words, twin, layout }) => (words[twin + layout.link] = 1),
    /claims to be/,
  ],
  [
    'a ring is cut',
    ({ words, large, layout }) => (words[large[0] + layout.fd] = large[0]),
    /link back|in no bin/,
  ],
  [
    'a ring has another size',
    ({ words, twin, large, layout }) => (words[twin + layout.fd] = large[1]),
    /another size/,
  ],
  [
    'a link back in a ring is wrong',
    ({ words, twin, layout }) => (words[twin + layout.bk] = twin),
    /link back/,
  ],
  [
    'the children are exchanged',
    ({ words, large, layout }) => {
      const left = words[large[0] + layout.child] ?? 0;
      words[large[0] + layout.child] = words[large[0] + layout.child + 1] ?? 0;
      words[large[0] + layout.child + 1] = left;
    },
    /wrong place/,
  ],
];

const WITH_A_LIST: readonly (readonly [string, Damage, RegExp])[] = [
  ['the victim has links', ({ words, dv, layout }) => (words[dv + layout.fd] = dv), /has links/],
  [
    'the ring of large chunks is cut',
    ({ words, large, view, layout }) => {
      const bin = gm(view) + (layout.state.largeRing ?? 0);
      words[large[0] + layout.bk] = bin;
      words[bin + layout.fd] = large[0];
    },
    /in no bin/,
  ],
  [
    'its link back is wrong',
    ({ words, large, layout }) => (words[large[1] + layout.bk] = 0),
    /link back/,
  ],
  [
    'it has a small chunk',
    ({ words, small, large, layout, view }) => {
      words[binOf(words, view, small[0]) + layout.fd] = gm(view) + layout.state.none;
      words[large[0] + layout.fd] = small[0];
    },
    /another size/,
  ],
];

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each([false, true])('NO_TREE_BINS=%s', (NO_TREE_BINS) => {
    describe.each([false, true])('SANDBOX=%s', (sandbox) => {
      const options = buildOptions(bits, { NO_TREE_BINS, ...(sandbox ? SANDBOX : {}) });
      let heap: Example;
      beforeEach(async () => {
        heap = example(await loadTemplates(options), heapLayout(options));
      });

      test('the heap is sound at first', () => {
        expect(checkHeap(heap.view).filter(({ state }) => state === 'free')).toHaveLength(7);
      });

      test.each([...ANY, ...(NO_TREE_BINS ? WITH_A_LIST : WITH_TREES)])(
        '%s',
        (_, damage, message) => {
          damage(heap);
          let error: unknown;
          try {
            checkHeap(heap.view);
          } catch (e) {
            error = e;
          }
          expect(error).toBeInstanceOf(HeapError);
          expect(String(error)).toMatch(message);
        },
      );

      if (bits === 64) {
        test('an upper half of a word that is not 0', () => {
          const { words, used, dv, view } = heap;
          for (const [word, message] of [
            [used + 1, /upper half of its head/],
            [footOf(heap, dv) + 1, /upper half of its foot/],
            ...(NO_TREE_BINS
              ? []
              : [[footOf(heap, heap.top) + 3, /foot of top: upper half/] as const]),
          ] as const) {
            words[word] = 1;
            expect(() => checkHeap(view)).toThrow(message);
            words[word] = 0;
          }
          checkHeap(view);
        });

        test('a size is not aligned', () => {
          add(heap.words, heap.used, 8);
          expect(() => checkHeap(heap.view)).toThrow(/is not aligned/);
        });
      }
    });
  });
});
