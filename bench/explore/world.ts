/**
 * A small heap and the calls that a program can make in each of its states. All that a call may read or write is in
 * `state`, so a state can be stored and entered again.
 */
export interface World {
  readonly name: string;
  /** The state before the first call. */
  readonly start: Int32Array;
  /**
   * Enters a state and checks what must hold in it.
   * @returns the number of calls that can be made in it; they are numbered from 0
   * @throws {Fault} if something does not hold
   */
  enter(state: Int32Array): number;
  /**
   * Makes one call in the state that was entered last, checks all that it did, and leaves that state as it was.
   * @returns the state after the call, which the next call overwrites; undefined if this would be the same call
   *   as one before
   * @throws {Fault} if something does not hold
   */
  make(call: number): Int32Array | undefined;
  /** The call, with what it returned when it was made last: `malloc(12) = 0x1f8`. */
  describe(call: number): string;
}
