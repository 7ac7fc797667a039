import { forEachSymbol } from '../expression/expression.ts';
import type { ConfigSymbol } from './symbol.ts';

/** Chains of symbols up to this length are evaluated by recursion. */
const MAX_RECURSION = 200;

/**
 * If some symbol's value hangs on a longer chain of others than recursion should follow: all symbols,
 * each after those that it hangs on. Else undefined, as for every tree written by people.
 */
export function deepOrder(symbols: readonly ConfigSymbol[]): readonly ConfigSymbol[] | undefined {
  const depths = new Map<ConfigSymbol, number>();
  const order: ConfigSymbol[] = [];
  let deepest = 0;
  for (const start of symbols) {
    if (depths.has(start)) continue;
    const stack = [{ symbol: start, inputs: inputsOf(start), at: 0, depth: 1 }];
    depths.set(start, 0);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const input = top.inputs[top.at++];
      if (!input) {
        depths.set(top.symbol, top.depth);
        order.push(top.symbol);
        deepest = Math.max(deepest, top.depth);
        stack.pop();
        const below = stack.at(-1);
        if (below) below.depth = Math.max(below.depth, top.depth + 1);
        continue;
      }
      const known = depths.get(input);
      if (known !== undefined) {
        top.depth = Math.max(top.depth, known + 1);
        continue;
      }
      depths.set(input, 0);
      stack.push({ symbol: input, inputs: inputsOf(input), at: 0, depth: 1 });
    }
  }
  return deepest > MAX_RECURSION ? order : undefined;
}

function inputsOf(symbol: ConfigSymbol): ConfigSymbol[] {
  const inputs: ConfigSymbol[] = [];
  const add = (input: ConfigSymbol): void => {
    inputs.push(input);
  };
  for (const dependency of symbol.directDependencies) forEachSymbol(dependency, add);
  for (const { expression } of symbol.selectedBy) forEachSymbol(expression, add);
  for (const { expression } of symbol.impliedBy) forEachSymbol(expression, add);
  for (const { condition, value, low, high } of symbol.properties) {
    forEachSymbol(condition, add);
    forEachSymbol(value, add);
    if (low) add(low);
    if (high) add(high);
  }
  if (symbol.choice) add(symbol.choice);
  inputs.push(...symbol.members);
  return inputs;
}
