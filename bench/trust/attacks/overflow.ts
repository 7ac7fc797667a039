import type { Attack, AttackGroup } from '../attack.ts';
import { BLOCK } from '../scene.ts';

/** Some bytes after the end of a block that has another block after it. */
function past(bytes: number): Attack {
  return {
    name: `by ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}, into a block`,
    prepare(scene) {
      const [block] = scene.row(BLOCK, BLOCK);
      return () => scene.write(block!.address + BLOCK, bytes);
    },
  };
}

function pastIntoFree(bytes: number): Attack {
  return {
    name: `by ${bytes} bytes, into a free chunk`,
    prepare(scene) {
      const [block, next] = scene.row(BLOCK, BLOCK);
      scene.free(next!);
      return () => scene.write(block!.address + BLOCK, bytes);
    },
  };
}

function before(bytes: number): Attack {
  return {
    name: `by ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
    prepare(scene) {
      const [, block] = scene.row(BLOCK, BLOCK);
      return () => scene.write(block!.address - bytes, bytes);
    },
  };
}

export const OVERFLOW: AttackGroup = {
  title: 'Writing past the end of a block',
  attacks: [
    {
      name: 'by 1 byte, into the rounding of its size',
      prepare(scene) {
        const [block] = scene.row(BLOCK - 3, BLOCK);
        return () => scene.write(block!.address + BLOCK - 3, 1);
      },
    },
    {
      name: 'by 1 byte of 0, as of a string',
      prepare(scene) {
        const [block] = scene.row(BLOCK, BLOCK);
        return () => scene.write(block!.address + BLOCK, 1, 0);
      },
    },
    ...[1, 8, 32, 256].map(past),
    ...[8, 32].map(pastIntoFree),
  ],
};

export const UNDERFLOW: AttackGroup = {
  title: 'Writing before a block',
  attacks: [1, 8, 32, 256].map(before),
};
