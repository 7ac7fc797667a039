import {
  openSession,
  type Change,
  type Configuration,
  type Defconfig,
  type Plan,
  type Session,
} from '../../../generator/kconfig/index.ts';

/** How to bring a value about, and what that changes beside the symbols that it sets. */
export interface PlanFor {
  readonly name: string;
  readonly value: string;
  readonly plan: Plan;
  readonly alsoChanged: readonly Change[];
}

/** Plans from one configuration. */
export class Planner {
  readonly #session: Session;

  constructor({ tree }: Configuration, defconfig: Defconfig | undefined) {
    this.#session = openSession(tree, defconfig);
  }

  /**
   * The plan for a value or, without one, for switching a bool or tristate; undefined for any other symbol.
   *
   * @throws AssignedValueError if the value is not one of the symbol's type.
   */
  plan(name: string, wanted: string | undefined): PlanFor | undefined {
    const { type, value: present } = this.#session.get(name)!;
    const isBoolean = type === 'bool' || type === 'tristate';
    if (wanted === undefined && !isBoolean) return undefined;
    const value = wanted ?? (present === 'n' ? 'y' : 'n');
    const plan = this.#session.plan({ [name]: value });
    return { name, value, plan, alsoChanged: this.#changedBeside(plan, name) };
  }

  /** The text of `.config` with what a plan sets. */
  saveWith(assignments: Readonly<Record<string, string>>): string {
    return this.#tried(assignments, () => this.#session.save());
  }

  #changedBeside(plan: Plan, wanted: string): readonly Change[] {
    if (!('assignments' in plan)) return [];
    const before = this.#session.configuration();
    const after = this.#tried(plan.assignments, () => this.#session.configuration());
    return after.symbols.flatMap(({ name, value }) => {
      const old = before.get(name)!.value;
      const isKnown = name === wanted || Object.hasOwn(plan.assignments, name);
      return isKnown || old === value ? [] : [{ name, before: old, after: value }];
    });
  }

  /** Looks at the session with some values, and takes them back. */
  #tried<T>(assignments: Readonly<Record<string, string>>, look: () => T): T {
    const names = Object.entries(assignments);
    for (const [name, value] of names) this.#session.set(name, value);
    try {
      return look();
    } finally {
      for (const _ of names) this.#session.undo();
    }
  }
}
