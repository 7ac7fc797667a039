import type { AttackGroup } from '../attack.ts';
import { BLOCK } from '../scene.ts';

export const USE_AFTER_FREE: AttackGroup = {
  title: 'Using a block after `free()`',
  attacks: [
    {
      name: 'reading',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => scene.read(p!.address, BLOCK);
      },
    },
    {
      name: 'reading, after it was handed out again',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        scene.hold(BLOCK);
        return () => scene.read(p!.address, BLOCK);
      },
    },
    {
      name: 'writing its first 8 bytes',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => scene.write(p!.address, 8);
      },
    },
    {
      name: 'writing 8 bytes in its middle',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        return () => scene.write(p!.address + 12, 8);
      },
    },
    {
      name: 'writing all of a large one',
      prepare(scene) {
        const [p] = scene.row(600, BLOCK);
        scene.free(p!);
        return () => scene.write(p!.address, 600);
      },
    },
    {
      name: 'writing, after it was merged with the chunk before',
      prepare(scene) {
        const [before, p] = scene.row(BLOCK, BLOCK, BLOCK);
        scene.free(before!);
        scene.free(p!);
        return () => scene.write(p!.address, BLOCK - 4);
      },
    },
    {
      name: 'writing, after it was handed out again',
      prepare(scene) {
        const [p] = scene.row(BLOCK, BLOCK);
        scene.free(p!);
        scene.hold(BLOCK);
        return () => scene.write(p!.address, 8);
      },
    },
  ],
};
