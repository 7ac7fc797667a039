/** A recursive procedure that yields the calls it wants made. */
export type Procedure = Generator<Procedure, void, void>;

/** Runs a recursive procedure with its own stack, so that its depth is bounded by memory alone. */
export function runProcedure(procedure: Procedure): void {
  const stack = [procedure];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { done, value } = top.next();
    if (done) stack.pop();
    else stack.push(value);
  }
}
