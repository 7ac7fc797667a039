import type { AttackGroup } from '../attack.ts';
import { BLOCK } from '../scene.ts';
import { BAD_REALLOC } from './bad-pointers.ts';

export const REALLOC: AttackGroup = {
  title: '`realloc()`',
  attacks: [
    {
      name: 'of the null pointer',
      prepare: (scene) => () => {
        scene.adopt(scene.heap.realloc(0, BLOCK), BLOCK);
      },
    },
    {
      name: 'of a freed block',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => {
          scene.adopt(scene.heap.realloc(p!.address, 100), 100);
        };
      },
    },
    {
      name: 'of a freed block, smaller',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => {
          scene.adopt(scene.heap.realloc(p!.address, 8), 8);
        };
      },
    },
    {
      name: 'of a block that was merged with the chunk before',
      prepare(scene) {
        const [before, p] = scene.row(BLOCK, BLOCK, BLOCK);
        scene.free(before!);
        scene.free(p!);
        return () => {
          scene.adopt(scene.heap.realloc(p!.address, 100), 100);
        };
      },
    },
    {
      name: 'of a block that was handed out again',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        scene.hold(BLOCK);
        return () => {
          scene.adopt(scene.heap.realloc(p!.address, 100), 100);
        };
      },
    },
    ...BAD_REALLOC,
    {
      name: 'onto bytes of the old block, between two free chunks',
      prepare(scene) {
        const [before, p, after] = scene.row(40, 40, 40);
        scene.free(before!);
        scene.free(after!);
        return () => {
          scene.drop(p!);
          scene.adopt(scene.heap.realloc(p!.address, 72), 72);
        };
      },
    },
    {
      name: 'that moved the block, and writing to the old one',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.drop(p!);
        scene.adopt(scene.heap.realloc(p!.address, 200), 200);
        return () => scene.write(p!.address, 8);
      },
    },
  ],
};
