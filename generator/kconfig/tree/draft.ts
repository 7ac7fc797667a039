/** The same object while the tree is being built. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K];
};

/**
 * Adds to a list of a draft. Most lists stay empty, and share one array, or short: these are copied
 * at their exact length, since an array that is pushed to takes room for 16 more.
 */
export function append<E>(list: readonly E[], element: E): E[] {
  switch (list.length) {
    case 0:
      return [element];
    case 1:
      return [list[0]!, element];
    case 2:
      return [list[0]!, list[1]!, element];
    case 3:
      return [list[0]!, list[1]!, list[2]!, element];
    default:
      (list as E[]).push(element);
      return list as E[];
  }
}

/** Opens an object of a tree that is still being built for changes. */
export function draft<T>(object: T): Draft<T> {
  return object as Draft<T>;
}
