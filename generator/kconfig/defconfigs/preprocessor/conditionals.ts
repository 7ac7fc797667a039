import type { Position } from '../../diagnostics/position.ts';
import { Refusal } from './macros.ts';

/** One `#if` whose `#endif` is still to come. */
interface Group {
  readonly position: Position;
  readonly isOuterTaken: boolean;
  /** Whether one of its branches has been taken. */
  wasTaken: boolean;
  isTaken: boolean;
  hasElse: boolean;
}

/** How deep `#if` may nest. */
const MAX_NESTING = 200;

/** The conditions around the lines of one file. */
export class Conditionals {
  readonly #open: Group[] = [];

  /** Whether the lines here count. */
  get isTaken(): boolean {
    return this.#open.at(-1)?.isTaken ?? true;
  }

  get isWithin(): boolean {
    return this.#open.length > 0;
  }

  /** The `#if` that has no `#endif`. */
  get unended(): Position | undefined {
    return this.#open.at(-1)?.position;
  }

  /** @param holds called only if it matters. */
  open(position: Position, holds: () => boolean): void {
    if (this.#open.length >= MAX_NESTING) {
      throw new Refusal(`'#if' nests more than ${MAX_NESTING} deep`);
    }
    const isOuterTaken = this.isTaken;
    const isTaken = isOuterTaken && holds();
    this.#open.push({ position, isOuterTaken, wasTaken: isTaken, isTaken, hasElse: false });
  }

  /** Begins the branch of `#elif` or, without a condition, `#else`. */
  branch(name: string, holds?: () => boolean): void {
    const group = this.#open.at(-1);
    if (!group) throw new Refusal(`'#${name}' without '#if': remove the line`);
    if (group.hasElse) throw new Refusal(`'#${name}' after '#else': remove one of the two`);
    group.hasElse = !holds;
    const isPossible = group.isOuterTaken && !group.wasTaken;
    group.isTaken = isPossible && (holds?.() ?? true);
    group.wasTaken ||= group.isTaken;
  }

  close(): void {
    if (!this.#open.pop()) throw new Refusal("'#endif' without '#if': remove the line");
  }
}
