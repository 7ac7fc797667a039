import type { AttackGroup } from '../attack.ts';
import { BLOCK } from '../scene.ts';

export const DOUBLE_FREE: AttackGroup = {
  title: 'Freeing twice',
  attacks: [
    {
      name: 'directly',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => scene.heap.free(p!.address);
      },
    },
    {
      name: 'with another free between',
      prepare(scene) {
        const [p, , q] = scene.row(BLOCK, BLOCK, BLOCK);
        scene.free(p!);
        scene.free(q!);
        return () => scene.heap.free(p!.address);
      },
    },
    {
      name: 'after it was merged with the chunk before',
      prepare(scene) {
        const [before, p] = scene.row(BLOCK, BLOCK, BLOCK);
        scene.free(before!);
        scene.free(p!);
        return () => scene.heap.free(p!.address);
      },
    },
    {
      name: 'after it was merged with top',
      prepare(scene) {
        scene.row(BLOCK);
        const p = scene.hold(BLOCK);
        scene.free(p);
        return () => scene.heap.free(p.address);
      },
    },
    {
      name: 'after it was handed out again',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        scene.hold(BLOCK);
        return () => scene.heap.free(p!.address);
      },
    },
    {
      name: 'after `realloc()` moved it',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.drop(p!);
        scene.adopt(scene.heap.realloc(p!.address, 200), 200);
        return () => scene.heap.free(p!.address);
      },
    },
    {
      name: 'after `realloc(p, 0)`, which does not free here',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.drop(p!);
        const q = scene.heap.realloc(p!.address, 0);
        return () => {
          scene.heap.free(p!.address);
          if (q !== p!.address) scene.heap.free(q);
        };
      },
    },
  ],
};
