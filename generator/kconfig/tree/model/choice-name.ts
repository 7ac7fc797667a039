import type { ConfigSymbol } from './symbol.ts';

/** What a condition calls a choice: its name, which few have, or the prompt that a user sees. */
export function choiceName({ name, prompts }: ConfigSymbol): string {
  if (name !== undefined) return name;
  const text = prompts[0]?.text;
  return text === undefined ? 'choice' : `choice "${text}"`;
}
