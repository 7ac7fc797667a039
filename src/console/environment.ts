/*
 * U-Boot's environment: a hash table in the heap, whose slots point to strings in the heap. As in U-Boot,
 * each variable takes two blocks, and the functions in backtraces have U-Boot's names.
 */
import type { Heap } from './heap.ts';

export interface Environment {
  readonly heap: Heap;
  readonly memory: ArrayBufferLike;
  /** Address of the table; 0 if there was no room for it. */
  readonly table: number;
}

/** One slot is always empty, so that every search ends. */
const SLOTS = 256;
/** Bytes of a slot: the addresses of a name and of its value, 4 each; both are 0 in an empty slot. */
const SLOT_SIZE = 8;

/** Makes an empty environment. */
export function hcreate_r(heap: Heap, memory: ArrayBufferLike): Environment {
  return { heap, memory, table: heap.calloc(SLOTS, SLOT_SIZE) };
}

/** The value of a variable, if it is set. */
export function env_get(env: Environment, name: string): string | undefined {
  const slot = find_slot(env, name);
  return slot === undefined || word(env, slot) === 0 ? undefined : string(env, word(env, slot + 4));
}

/** All variables, by name. */
export function env_entries(env: Environment): readonly (readonly [string, string])[] {
  return slots(env)
    .filter((slot) => word(env, slot) !== 0)
    .map((slot) => [string(env, word(env, slot)), string(env, word(env, slot + 4))] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Sets a variable; an empty value deletes it.
 * @returns whether there was room
 */
export function env_do_env_set(env: Environment, name: string, value: string): boolean {
  if (value !== '') return hsearch_r(env, name, value);
  hdelete_r(env, name);
  return true;
}

/** Inserts or changes a variable. @returns whether there was room */
function hsearch_r(env: Environment, name: string, value: string): boolean {
  const slot = find_slot(env, name);
  const isNew = slot !== undefined && word(env, slot) === 0;
  if (slot === undefined || (isNew && is_full(env))) return false;
  const key = isNew ? strdup(env, name) : word(env, slot);
  const data = key === 0 ? 0 : strdup(env, value);
  if (data === 0) {
    if (isNew) env.heap.free(key);
    return false;
  }
  if (!isNew) env.heap.free(word(env, slot + 4));
  set_slot(env, slot, key, data);
  return true;
}

/** Deletes a variable, and inserts the ones after it again, as they may have had to give way to it. */
function hdelete_r(env: Environment, name: string): void {
  const slot = find_slot(env, name);
  if (slot === undefined || word(env, slot) === 0) return;
  env.heap.free(word(env, slot));
  env.heap.free(word(env, slot + 4));
  set_slot(env, slot, 0, 0);
  for (let at = next_slot(env, slot); word(env, at) !== 0; at = next_slot(env, at)) {
    const [key, data] = [word(env, at), word(env, at + 4)];
    set_slot(env, at, 0, 0);
    set_slot(env, find_slot(env, string(env, key)) ?? at, key, data);
  }
}

/** A copy of a string in the heap; 0 when there is no room. */
function strdup({ heap, memory }: Environment, text: string): number {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const mem = heap.malloc(bytes.length);
  if (mem !== 0) new Uint8Array(memory, mem).set(bytes);
  return mem;
}

/** The slot of a name, or the empty one where it belongs; undefined if there is no table. */
function find_slot(env: Environment, name: string): number | undefined {
  if (env.table === 0) return undefined;
  let hash = 5381;
  for (const byte of new TextEncoder().encode(name)) hash = (Math.imul(hash, 33) + byte) >>> 0;
  let slot = env.table + (hash % SLOTS) * SLOT_SIZE;
  while (word(env, slot) !== 0 && string(env, word(env, slot)) !== name)
    slot = next_slot(env, slot);
  return slot;
}

function slots({ table }: Environment): readonly number[] {
  return table === 0 ? [] : Array.from({ length: SLOTS }, (_, i) => table + i * SLOT_SIZE);
}

function is_full(env: Environment): boolean {
  return slots(env).filter((slot) => word(env, slot) === 0).length <= 1;
}

function next_slot({ table }: Environment, slot: number): number {
  const next = slot + SLOT_SIZE;
  return next === table + SLOTS * SLOT_SIZE ? table : next;
}

function set_slot({ memory }: Environment, slot: number, key: number, data: number): void {
  const view = new DataView(memory);
  view.setUint32(slot, key, true);
  view.setUint32(slot + 4, data, true);
}

function word({ memory }: Environment, address: number): number {
  return new DataView(memory).getUint32(address, true);
}

function string({ memory }: Environment, address: number): string {
  const bytes = new Uint8Array(memory, address);
  // A copy, since no decoder reads shared memory.
  return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
}
