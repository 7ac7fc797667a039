/*
 * What the two kinds of hooks of Node.js share.
 */
import { fileURLToPath } from 'node:url';

import { splitImport } from '../imports/import-id.ts';

/** The result of a `resolve` hook, as far as it is used here. */
export interface Resolved {
  readonly url: string;
}

/** What an import asks for, if it is a configuration: what Node.js resolves, and what to add to the result. */
export function splitSpecifier(specifier: string): ReturnType<typeof splitImport> {
  // Programs and packages have no such names.
  return /^(?:\.{0,2}\/|file:)/.test(specifier) ? splitImport(specifier) : undefined;
}

/** The URL of a variant. All ways to name one give the same, and so one module. */
export function variantUrl({ url }: Resolved, query: string): string {
  const resolved = new URL(url);
  resolved.search = query;
  return resolved.href;
}

/** The id of the variant at a URL, if it is one: a path and a query. */
export function variantId(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  const { search } = new URL(url);
  const bare = new URL(url);
  bare.search = '';
  bare.hash = '';
  const id = fileURLToPath(bare) + search;
  return splitImport(id) === undefined ? undefined : id;
}
