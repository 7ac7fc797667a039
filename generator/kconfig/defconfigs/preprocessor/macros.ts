import { tokensOf, type Token } from './tokens.ts';

/** What a preprocessor cannot do here. The caller knows the place. */
export class Refusal extends Error {}

/** Characters that one line may expand to. */
const MAX_EXPANSION = 1 << 16;

/** Macros whose value is another each time, or on each machine. */
const NEVER_THE_SAME = new Set([
  '__BASE_FILE__',
  '__COUNTER__',
  '__DATE__',
  '__FILE__',
  '__TIME__',
  '__TIMESTAMP__',
]);

/**
 * The macros of a configuration file. Without any `#define`, there are those that `cpp -undef
 * -x assembler-with-cpp` has, which is how U-Boot's build runs it; configuration symbols are none.
 */
export class Macros {
  readonly #bodies = new Map<string, readonly Token[]>([
    ['__ASSEMBLER__', tokensOf('1')],
    ['__STDC__', tokensOf('1')],
    ['__STDC_HOSTED__', tokensOf('1')],
  ]);

  define(name: string, body: string): void {
    this.#bodies.set(name, tokensOf(body));
  }

  undefine(name: string): void {
    this.#bodies.delete(name);
  }

  has(name: string): boolean {
    return this.#bodies.has(name) || name === '__LINE__' || NEVER_THE_SAME.has(name);
  }

  /**
   * Replaces macros by their bodies, and macros in these, but none inside of itself.
   *
   * @param isOperand whether a name stays as it is, by the tokens before it.
   * @throws Refusal for a value that is another each time, and for what grows without bound.
   */
  expand(
    tokens: readonly Token[],
    line: number,
    isOperand: (before: readonly Token[]) => boolean = () => false,
  ): readonly Token[] {
    const result: Token[] = [];
    let length = 0;
    const add = (all: readonly Token[], open: readonly string[]): void => {
      for (const token of all) {
        const body =
          token.kind !== 'name' || open.includes(token.text) || isOperand(result)
            ? undefined
            : this.#bodyOf(token.text, line);
        if (body) {
          add(body, [...open, token.text]);
          continue;
        }
        length += token.text.length;
        if (length > MAX_EXPANSION) {
          throw new Refusal(`the macros of the line come to more than ${MAX_EXPANSION} characters`);
        }
        result.push(token);
      }
    };
    add(tokens, []);
    return result;
  }

  #bodyOf(name: string, line: number): readonly Token[] | undefined {
    const body = this.#bodies.get(name);
    if (body) return body;
    if (name === '__LINE__') return tokensOf(String(line));
    if (!NEVER_THE_SAME.has(name)) return undefined;
    throw new Refusal(`${name} is not the same everywhere: write the value itself`);
  }
}
