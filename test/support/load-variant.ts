import type { Allocator } from './allocator.ts';

let count = 0;

/** A module from its text: a new instance, however often the text was loaded before. */
export async function loadModule<T>(javascript: string): Promise<T> {
  count += 1;
  const text = `${javascript}\n// ${String(count)}`;
  const module: unknown = await import(
    `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  );
  return module as T;
}

/** A specialised variant from its `javascript`. What the variant does not export is undefined. */
export function loadVariant(javascript: string): Promise<Allocator> {
  return loadModule<Allocator>(javascript);
}
