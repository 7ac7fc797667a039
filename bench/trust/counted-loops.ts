/**
 * The text of a module in which each round of a loop first calls `globalThis.countRound()`, so that an endless loop
 * can be left. Loops over the elements of an array end by themselves.
 */
export function countedLoops(javascript: string): string {
  let counted = '';
  let from = 0;
  // A loop never follows a quote or a comment on its line.
  for (const { 0: start, 1: keyword, index } of javascript.matchAll(
    /(?<=^[^*/"'`\n]*)\b(while|for) \(/gm,
  )) {
    const inside = index + start.length;
    const at = keyword === 'while' ? inside : conditionOf(javascript, inside);
    if (at < 0) continue;
    const isEmpty = javascript[at] === ';';
    counted += `${javascript.slice(from, at)}globalThis.countRound()${isEmpty ? '' : ', '}`;
    from = at;
  }
  return counted + javascript.slice(from);
}

/** Where the condition of `for (…; condition; …)` begins; -1 for `for (… of …)`. */
function conditionOf(javascript: string, inside: number): number {
  let depth = 0;
  for (let at = inside; depth >= 0; at += 1) {
    const character = javascript[at] ?? ')';
    if (character === ';' && depth === 0)
      return at + (/^; [^;]/.test(javascript.slice(at)) ? 2 : 1);
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
  }
  return -1;
}
