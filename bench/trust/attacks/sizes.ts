import type { Attack, AttackGroup } from '../attack.ts';
import { BLOCK, type Scene } from '../scene.ts';

/** The bytes that must be there: a negative size is a size_t of 32 bits, as in C, a fraction is cut off, and NaN is 0. */
function needed(size: number): number {
  return size < 0 && size >= -(2 ** 32)
    ? size >>> 0
    : Number.isNaN(size)
      ? 0
      : Math.trunc(Math.abs(size));
}

/** Every call that takes a size gets it. */
function ask(scene: Scene, size: number): void {
  const { heap } = scene;
  const bytes = needed(size);
  scene.adopt(heap.malloc(size), bytes);
  scene.adopt(heap.calloc(1, size), bytes);
  scene.adopt(heap.calloc(size, 1), bytes);
  scene.adopt(heap.memalign(64, size), bytes);
  const block = scene.hold(BLOCK);
  const moved = heap.realloc(block.address, size);
  if (moved !== 0) {
    scene.drop(block);
    scene.adopt(moved, bytes);
  }
}

function sizes(name: string, ...values: readonly number[]): Attack {
  return {
    name,
    prepare: (scene) => () => {
      for (const size of values) ask(scene, size);
    },
  };
}

const around = (n: number) => [n - 8, n - 1, n, n + 1, n + 8];

export const SIZES: AttackGroup = {
  title: 'Sizes, for each call that takes one',
  attacks: [
    sizes('0', 0),
    sizes('2^31, and 1 and 8 bytes more and less', ...around(2 ** 31)),
    sizes('2^32, and 1 and 8 bytes more and less', ...around(2 ** 32)),
    sizes('2^53, and 1 and 8 bytes more and less', ...around(2 ** 53)),
    sizes('-1, -8 and -2^31', -1, -8, -(2 ** 31)),
    sizes('`NaN` and `Infinity`', Number.NaN, Infinity),
    sizes('fractions', 0.5, 24.5, 27.999),
    {
      name: '`calloc()` of products from 2^32 on',
      prepare: (scene) => () => {
        const factors = [
          [2 ** 16, 2 ** 16],
          [2 ** 31, 2],
          [2 ** 16 + 1, 2 ** 16],
          [2 ** 32 + 1, 8],
          [2 ** 53, 2 ** 53],
          [-1, -1],
          [-1, 8],
        ] as const;
        for (const [count, bytes] of factors) {
          scene.adopt(scene.heap.calloc(count, bytes), needed(count) * needed(bytes));
        }
      },
    },
    {
      name: '`memalign()` to 0, 3, 2^31, 2^32, -1 and `NaN`',
      prepare: (scene) => () => {
        for (const alignment of [0, 3, 2 ** 31, 2 ** 32, -1, Number.NaN]) {
          scene.adopt(scene.heap.memalign(alignment, BLOCK), BLOCK);
        }
      },
    },
  ],
};
