/**
 * A value as codes of 16 bits, with the words that they stand for. Each part is one code, and is followed by its
 * own parts. The codes are, in this order: those below; one for each shape; one for each scalar; one for each
 * object that several places share. First come the shared objects, each after those that it refers to, then the
 * value.
 */
export interface PlainGraph {
  readonly codes: Uint16Array;
  readonly words: PlainWords;
}

/** What codes stand for. */
export interface PlainWords {
  /** The keys of objects. Each object of a shape has its values in their order. */
  readonly shapes: readonly (readonly string[])[];
  readonly scalars: readonly (string | number | boolean | null)[];
  /** How many shared objects there are. */
  readonly shared: number;
}

const UNDEFINED = 0;
const EMPTY_LIST = 1;
/** Followed by its length. */
const LIST = 2;
const FIRST_SHAPE = 3;

const MOST_CODES = 1 << 16;

/**
 * Takes a value of objects, arrays, texts, numbers, booleans, null and undefined apart. Objects that several
 * places share are shared again when it is put together; so are all empty arrays. The formats of `node:v8` differ
 * between engines.
 * @throws TypeError for other values, and for circles
 * @throws RangeError for a value that takes more different codes than 16 bits have
 */
export function toPlainGraph(value: unknown): PlainGraph {
  const uses = countUses(value);
  const shared = new Map<object, number>();
  const shapes = new Map<string, number>();
  const scalars = new Map<PlainWords['scalars'][number], number>();
  /** What has a code only once all are known: which of the maps it is in, and its place there. */
  const tokens: (number | { readonly of: ReadonlyMap<unknown, number>; readonly at: number })[] =
    [];

  const place = <Key>(of: Map<Key, number>, key: Key): void => {
    const at = of.get(key) ?? of.size;
    of.set(key, at);
    tokens.push({ of, at });
  };
  const share = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || shared.has(part)) return;
    for (const each of Object.values(part)) share(each);
    if (uses.get(part) === 1 || isEmptyList(part)) return;
    writeParts(part);
    shared.set(part, shared.size);
  };
  const write = (part: unknown): void => {
    if (part === undefined) tokens.push(UNDEFINED);
    else if (typeof part !== 'object' || part === null) place(scalars, part as never);
    else if (isEmptyList(part)) tokens.push(EMPTY_LIST);
    else if (shared.has(part)) place(shared, part);
    else writeParts(part);
  };
  const writeParts = (part: object): void => {
    if (Array.isArray(part)) tokens.push(LIST, part.length);
    else place(shapes, JSON.stringify(Object.keys(part)));
    for (const each of Object.values(part)) write(each);
  };
  share(value);
  const { size } = shared;
  write(value);

  const firstScalar = FIRST_SHAPE + shapes.size;
  const first = new Map<ReadonlyMap<unknown, number>, number>([
    [shapes, FIRST_SHAPE],
    [scalars, firstScalar],
    [shared, firstScalar + scalars.size],
  ]);
  const codes = tokens.map((token) =>
    typeof token === 'number' ? token : (first.get(token.of) ?? 0) + token.at,
  );
  if (codes.some((code) => code >= MOST_CODES))
    throw new RangeError('The value has more different parts than can be stored');
  return {
    codes: Uint16Array.from(codes),
    words: {
      shapes: [...shapes.keys()].map((keys) => JSON.parse(keys) as string[]),
      scalars: [...scalars.keys()],
      shared: size,
    },
  };
}

/**
 * Puts the value together that {@link toPlainGraph} took apart.
 * @throws TypeError if the codes are of another length
 */
export function fromPlainGraph({ codes, words }: PlainGraph): unknown {
  const { shapes, scalars } = words;
  const firstScalar = FIRST_SHAPE + shapes.length;
  const firstShared = firstScalar + scalars.length;
  const shared: unknown[] = [];
  const emptyList: unknown[] = [];
  let at = 0;
  const read = (): unknown => {
    const code = codes[at] as number;
    at += 1;
    if (code >= firstShared) return shared[code - firstShared];
    if (code >= firstScalar) return scalars[code - firstScalar];
    if (code === UNDEFINED) return undefined;
    if (code === EMPTY_LIST) return emptyList;
    return code === LIST ? readList() : readObject(shapes[code - FIRST_SHAPE] as readonly string[]);
  };
  const readList = (): unknown[] => {
    const length = codes[at] as number;
    at += 1;
    const list: unknown[] = [];
    for (let i = 0; i < length; i += 1) list.push(read());
    return list;
  };
  const readObject = (keys: readonly string[]): object => {
    const object: Record<string, unknown> = {};
    for (let i = 0; i < keys.length; i += 1) {
      const code = codes[at] as number;
      // Most values are scalars.
      if (code >= firstScalar && code < firstShared) {
        at += 1;
        object[keys[i] as string] = scalars[code - firstScalar];
      } else object[keys[i] as string] = read();
    }
    return object;
  };
  for (let i = 0; i < words.shared; i += 1) shared.push(read());
  const value = read();
  if (at !== codes.length) throw new TypeError('The codes do not end where the value does');
  return value;
}

function isEmptyList(part: object): boolean {
  return Array.isArray(part) && part.length === 0;
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
    if (Object.hasOwn(part, '__proto__'))
      throw new TypeError('An object with the property __proto__ cannot be stored');
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
