import type { HeapChunk } from '../../../test/support/heap-walker.ts';
import type { Attack, AttackGroup } from '../attack.ts';
import { BLOCK, type Block, type Scene } from '../scene.ts';

const WORD = 4;

const headOf = ({ mem }: HeapChunk) => mem - WORD;

/** The head of a block in use is overwritten. */
function head(name: string, word: (head: number) => number): Attack {
  return {
    name: `the head of a block: ${name}`,
    prepare(scene) {
      const [, block] = scene.row(BLOCK, BLOCK, BLOCK);
      const chunk = scene.chunkOf(block!);
      return () => scene.writeWord(headOf(chunk), word(chunk.size | 3));
    },
  };
}

/** A free chunk, between blocks, and a write to it. */
function free(
  name: string,
  bytes: number,
  write: (scene: Scene, chunk: HeapChunk, neighbour: Block) => void,
): Attack {
  return {
    name,
    prepare(scene) {
      const [neighbour, block] = scene.row(BLOCK, bytes, BLOCK);
      scene.free(block!);
      const chunk = scene.chunkOf(block!);
      return () => write(scene, chunk, neighbour!);
    },
  };
}

/** The address of a link of a free chunk: 0 and 1 are its neighbours in its list, 4 is the parent in a tree. */
const link = ({ mem }: HeapChunk, index: number) => mem + index * WORD;

export const DAMAGE: AttackGroup = {
  title: 'Overwriting words of the heap',
  attacks: [
    head('0', () => 0),
    head('all bits set', () => -1),
    head('a larger size', (word) => word + 0x40),
    head('the size of two blocks', (word) => word * 2 - 3),
    head('marked as free', (word) => word & ~2),
    head('the block before marked as free', (word) => word & ~1),
    free('the head of a free chunk: 0', BLOCK, (scene, chunk) => {
      scene.writeWord(headOf(chunk), 0);
    }),
    free('the head of a free chunk: a larger size', BLOCK, (scene, chunk) => {
      scene.writeWord(headOf(chunk), (chunk.size + 0x40) | 1);
    }),
    free('the foot of a free chunk: 0', BLOCK, (scene, chunk) => {
      scene.writeWord(headOf(chunk) + chunk.size - WORD, 0);
    }),
    free('the foot of a free chunk: a larger size', BLOCK, (scene, chunk) => {
      scene.writeWord(headOf(chunk) + chunk.size - WORD, chunk.size + 0x40);
    }),
    free('both links of a free chunk: 0', BLOCK, (scene, chunk) => {
      for (const i of [0, 1]) scene.writeWord(link(chunk, i), 0);
    }),
    free('both links of a free chunk: itself', BLOCK, (scene, chunk) => {
      for (const i of [0, 1]) scene.writeWord(link(chunk, i), chunk.head);
    }),
    free('both links of a free chunk: a block in use', BLOCK, (scene, chunk, neighbour) => {
      const target = scene.chunkOf(neighbour).head;
      for (const i of [0, 1]) scene.writeWord(link(chunk, i), target);
    }),
    free('both links of a free chunk: outside of the memory', BLOCK, (scene, chunk) => {
      for (const i of [0, 1]) scene.writeWord(link(chunk, i), 0x1000_0000);
    }),
    free('both children of a large free chunk: itself', 600, (scene, chunk) => {
      for (const i of [2, 3]) scene.writeWord(link(chunk, i), chunk.head);
    }),
    free('the parent of a large free chunk: a block in use', 600, (scene, chunk, neighbour) => {
      scene.writeWord(link(chunk, 4 - 1), scene.chunkOf(neighbour).head);
    }),
    ...['0', 'larger than the heap'].map((name): Attack => ({
      name: `the head of top: ${name}`,
      prepare(scene) {
        scene.row(BLOCK);
        const top = scene.topChunk();
        return () => scene.writeWord(headOf(top), name === '0' ? 0 : 0x7fff_fff9);
      },
    })),
  ],
};
