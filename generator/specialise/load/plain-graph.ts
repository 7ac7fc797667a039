/** Stands for a value that is elsewhere, by its number; {@link ABSENT} stands for `undefined`. */
interface Reference {
  readonly $: number;
}

const ABSENT = -1;

interface Graph {
  /** What several places share. Each refers only to those before it. */
  readonly shared: unknown[];
  root: unknown;
}

/**
 * The text of a value of objects, arrays, texts, numbers, booleans, null and undefined. Objects that several
 * places share are shared again when it is read. The formats of `node:v8` differ between engines.
 * @throws TypeError for other values, and for circles
 */
export function writePlainGraph(value: unknown): string {
  const uses = countUses(value);
  const numbers = new Map<object, number>();
  const graph: Graph = { shared: [], root: undefined };
  const written = (part: unknown): unknown => {
    if (part === undefined) return { $: ABSENT } satisfies Reference;
    if (typeof part !== 'object' || part === null) return part;
    const known = numbers.get(part);
    if (known !== undefined) return { $: known } satisfies Reference;
    const copy = Array.isArray(part)
      ? part.map(written)
      : Object.fromEntries(Object.entries(part).map(([key, each]) => [key, written(each)]));
    if (uses.get(part) === 1) return copy;
    const number = graph.shared.push(copy) - 1;
    numbers.set(part, number);
    return { $: number } satisfies Reference;
  };
  graph.root = written(value);
  return JSON.stringify(graph);
}

/**
 * The value that {@link writePlainGraph} wrote.
 * @throws SyntaxError if the text is damaged
 */
export function readPlainGraph(text: string): unknown {
  const { shared, root } = JSON.parse(text) as Graph;
  const read = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (isReference(part)) return part.$ === ABSENT ? undefined : shared[part.$];
    const parts = part as Record<string, unknown>;
    for (const key of Object.keys(parts)) {
      const each = parts[key];
      if (typeof each === 'object') parts[key] = read(each);
    }
    return part;
  };
  for (let i = 0; i < shared.length; i += 1) shared[i] = read(shared[i]);
  return read(root);
}

function isReference(value: object): value is Reference {
  return '$' in value;
}

/** How often each object is somewhere. */
function countUses(value: unknown): ReadonlyMap<object, number> {
  const uses = new Map<object, number>();
  const above = new Set<object>();
  const count = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return checkPlain(part);
    const before = uses.get(part) ?? 0;
    uses.set(part, before + 1);
    if (above.has(part)) throw new TypeError('A circle cannot be stored');
    if (before > 0) return;
    const prototype = Object.getPrototypeOf(part);
    if (prototype !== Object.prototype && prototype !== Array.prototype)
      throw new TypeError(`${String(part)} is not a plain object`);
    if (isReference(part)) throw new TypeError('An object with the property $ cannot be stored');
    above.add(part);
    for (const each of Object.values(part)) count(each);
    above.delete(part);
  };
  count(value);
  return uses;
}

function checkPlain(value: unknown): void {
  const isPlain = value === null || ['string', 'boolean', 'undefined'].includes(typeof value);
  if (!isPlain && (!Number.isFinite(value) || Object.is(value, -0)))
    throw new TypeError(`${String(value)} cannot be stored`);
}
