import type { Allocator } from '../../test/support/allocator.ts';
import type { Attack } from './attack.ts';
import type { Column } from './column.ts';
import { BLOCK, Scene } from './scene.ts';

/** What comes of an attack. */
export interface Outcome {
  readonly kind: 'at once' | 'later' | 'harmless' | 'undefined';
  /** When it is caught later; or what is wrong, if it is not caught. */
  readonly detail: string;
}

/** What a program does next that has made a mistake, and does not know it. */
const NEXT: readonly (readonly [when: string, act: (scene: Scene) => void])[] = [
  [
    'next call',
    (scene) => {
      for (const bytes of [BLOCK, 600]) scene.heap.malloc(bytes);
      scene.free(scene.held[0]!);
    },
  ],
  [
    'free',
    (scene) => {
      for (const block of scene.held) scene.free(block);
    },
  ],
  [
    'check',
    (scene) => {
      // Not every variant has it.
      if ('mcheck_check_all' in scene.heap) scene.heap.mcheck_check_all();
    },
  ],
];

/** Attacks a new heap of the variant, once for each thing that a program may do next. */
export function outcomeOf(attack: Attack, column: Column, allocator: Allocator): Outcome {
  const attacked = () => {
    const scene = new Scene(column, allocator);
    const mistake = attack.prepare(scene);
    if (scene.told > 0) throw new Error(`${attack.name}: the preparation is a mistake`);
    return { scene, result: attempt(scene, mistake) };
  };
  const { result } = attacked();
  if (result === 'told') return { kind: 'at once', detail: '' };
  if (result !== undefined) return { kind: 'undefined', detail: result };
  const times = NEXT.filter(([, act]) => {
    const next = attacked().scene;
    return attempt(next, () => act(next)) === 'told';
  }).map(([when]) => when);
  if (times.length > 0) {
    return { kind: 'later', detail: times[0] === 'next call' ? 'next call' : times.join(', ') };
  }
  return endOf(attacked().scene);
}

/** Whether the heap is sound, now and after more calls. */
function endOf(scene: Scene): Outcome {
  const uses = [
    () => undefined,
    () => {
      for (let round = 0; round < 4; round += 1) {
        for (const bytes of [BLOCK, 100, 600, 2000]) scene.hold(bytes);
      }
    },
    () => {
      for (const block of scene.held) scene.free(block);
    },
  ];
  for (const use of uses) {
    const result = attempt(scene, use);
    if (result === 'told') return { kind: 'later', detail: 'a later call' };
    const fault = result ?? scene.fault();
    if (fault !== undefined) return { kind: 'undefined', detail: fault };
  }
  return { kind: 'harmless', detail: '' };
}

/** Makes some calls. @returns 'told' if the mistake was reported, or what went wrong otherwise */
function attempt(scene: Scene, calls: () => void): string | undefined {
  try {
    calls();
  } catch (error) {
    // The allocator throws nothing else. Other errors are accidents.
    if (error instanceof Error && error.constructor === Error) return 'told';
    if (scene.told === 0) return error instanceof Error ? error.constructor.name : String(error);
  }
  return scene.told > 0 ? 'told' : undefined;
}
