import type { Attack, AttackGroup } from '../attack.ts';
import { BLOCK, type Block, type Scene } from '../scene.ts';

type Address = (block: Block, scene: Scene) => number;

/** Words that look like heads of blocks in use of 16 bytes, with the two lowest bits set. */
export const FORGED = [0, 0x13, 0, 0, 0, 0x13];

export const POINTERS: readonly (readonly [
  name: string,
  address: Address,
  inBlock?: readonly number[],
])[] = [
  ['a foreign one, before the heap', () => 0x1008],
  ['a foreign one, after the heap', () => 0x20008],
  ['one outside of the memory', () => 0x8000_0000],
  ['one of the free memory at the end', (_, scene) => scene.topChunk().mem + 0x1000],
  ['a negative one', () => -8],
  ['`NaN`', () => Number.NaN],
  ['an interior one, 8 bytes after the start', ({ address }) => address + 8],
  ['an interior one, behind a forged head', ({ address }) => address + 8, FORGED],
  ['an unaligned one, 1 byte after the start', ({ address }) => address + 1],
  ['an unaligned one, 4 bytes after the start', ({ address }) => address + 4],
];

function freeing([name, address, inBlock]: (typeof POINTERS)[number]): Attack {
  return {
    name,
    prepare(scene) {
      const [, block] = scene.row(BLOCK, BLOCK, BLOCK);
      if (inBlock) scene.fill(block!, inBlock);
      const at = address(block!, scene);
      return () => scene.heap.free(at);
    },
  };
}

export const BAD_FREE: AttackGroup = {
  title: 'Freeing a pointer that is not a block',
  attacks: [
    {
      name: 'the null pointer',
      prepare: (scene) => () => scene.heap.free(0),
    },
    ...POINTERS.map(freeing),
  ],
};

function resizing([name, address, inBlock]: (typeof POINTERS)[number], bytes: number): Attack {
  return {
    name: `of ${name}`,
    prepare(scene) {
      const [, block] = scene.row(BLOCK, BLOCK, BLOCK);
      if (inBlock) scene.fill(block!, inBlock);
      const at = address(block!, scene);
      return () => {
        scene.adopt(scene.heap.realloc(at, bytes), bytes);
      };
    },
  };
}

export const BAD_REALLOC: readonly Attack[] = POINTERS.map((pointer) => resizing(pointer, 100));
