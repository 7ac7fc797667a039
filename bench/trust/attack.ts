import type { Scene } from './scene.ts';

/** A mistake of a program, or what somebody does on purpose who controls some of its bytes. */
export interface Attack {
  readonly name: string;
  /** Makes correct calls, and returns the mistake, which is made next. */
  readonly prepare: (scene: Scene) => () => void;
}

/** Attacks of one kind, which are a table of their own. */
export interface AttackGroup {
  readonly title: string;
  readonly attacks: readonly Attack[];
}
