type Hook = () => void | Promise<void>;

/** How often a hook that cleans up may add another one, and that one another. */
const MAX_DEPTH = 5;

/**
 * Adds a hook that comes after those that clean-up adds: each time it would run, it makes way for what was
 * added meanwhile.
 * @param add adds a hook after all that there are
 */
export function runLast(add: (hook: Hook) => void, hook: Hook, depth = 0): void {
  add(() => (depth < MAX_DEPTH ? runLast(add, hook, depth + 1) : hook()));
}
