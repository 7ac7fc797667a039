import type { Variant } from './specialise/index.ts';

/** The exports whose values change, and the functions that return these. */
const FUNCTIONS = {
  mem_malloc_start: 'malloc_start',
  mem_malloc_end: 'malloc_end',
  mem_malloc_brk: 'malloc_brk',
} as const;

/**
 * The variant with a function beside each export whose value changes: `malloc_brk()` returns
 * `mem_malloc_brk`. Some bundlers export the value that such a binding has at first; functions survive.
 * A variant with `createMalloc()` has no such exports, and stays as it is.
 */
export function withBindingFunctions(variant: Variant): Variant {
  const bindings = Object.entries(FUNCTIONS).filter(([binding]) =>
    variant.exports.includes(binding),
  );
  if (bindings.length === 0) return variant;
  const appended = (text: string, declaration: (name: string, binding: string) => string): string =>
    text +
    bindings
      .map(([binding, name]) => {
        const comment = `/** The value of ${binding} now, also where a bundler does not export live bindings. */`;
        return `\n${comment}\n${declaration(name, binding)}\n`;
      })
      .join('');
  const defined = (text: string, type: string) => (name: string, binding: string) =>
    `export function ${name}()${type} {\n  return ${localName(text, binding)};\n}`;
  return {
    ...variant,
    source: appended(variant.source, defined(variant.source, ': number')),
    javascript: appended(variant.javascript, defined(variant.javascript, '')),
    declarations: appended(
      variant.declarations,
      (name) => `export declare function ${name}(): number;`,
    ),
    exports: [...variant.exports, ...bindings.map(([, name]) => name)],
  };
}

/** What a module calls a variable that it exports: malloc.js joins variables that have the same value. */
function localName(text: string, exported: string): string {
  return new RegExp(String.raw`\b(\w+) as ${exported}\b`).exec(text)?.[1] ?? exported;
}
