import fc from 'fast-check';
import type { TemplateOptions } from '../../../generator/specialise/index.ts';

/** A template module that ends, and the options for it. */
export interface RandomProgram {
  readonly source: string;
  readonly options: TemplateOptions;
}

/** What may be named at one point of a program. */
interface Names {
  readonly readable: readonly string[];
  readonly assignable: readonly string[];
  /** Functions declared so far: calls lead back only, so every program ends. */
  readonly accessors: readonly string[];
  readonly functions: readonly string[];
  readonly setters: readonly string[];
  readonly values: readonly string[];
  readonly returns: boolean;
}

const LITERALS = ['0', '1', '2', '-1', '3', '31', '0xff', '2147483647', '4294967295', '0.5', '-0'];
const ARITHMETIC = ['+', '-', '*', '&', '|', '^', '<<', '>>', '>>>', '%', '/'];
const COMPARISONS = ['<', '<=', '>', '>=', '===', '!=='];
const CONSTANTS = ['N', 'ZERO', 'ONE', 'SHIFT', 'WORDS'];
const FLAGS = ['A', 'B', 'ON', 'OFF', "CONFIG_IS_ENABLED('A')"];

/** Builds source text from a list of numbers; where they run out, everything is simplest. */
class Writer {
  readonly #entropy: readonly number[];
  #at = 0;
  #fresh = 0;

  constructor(entropy: readonly number[]) {
    this.#entropy = entropy;
  }

  below(limit: number): number {
    const value = this.#entropy[this.#at] ?? 0;
    this.#at += 1;
    return value % limit;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** Few names for many variables, so that they often are the same in different scopes. */
  name(taken: readonly string[]): string {
    const free = ['p', 'q', 'r', 's', 'first', 'next'].filter((name) => !taken.includes(name));
    if (free.length > 0) return this.pick(free);
    this.#fresh += 1;
    return `t${this.#fresh}`;
  }

  number(names: Names, depth: number): string {
    const e = (): string => this.number(names, depth - 1);
    if (depth <= 0)
      return this.pick([...LITERALS, ...names.readable, ...CONSTANTS, ...names.readable]);
    switch (this.below(16)) {
      case 0:
        return this.pick([...names.readable, ...LITERALS, `(${e()}, ${e()})`]);
      case 1:
      case 2:
      case 3:
        return `(${e()} ${this.pick(ARITHMETIC)} ${e()})`;
      case 4:
        return `(${e()} ${this.pick(ARITHMETIC)} ${this.pick(CONSTANTS)})`;
      case 5:
        return `M[${e()} & 15]`;
      case 6:
        return `(${this.flag(names, depth - 1)} ? ${e()} : ${e()})`;
      case 7:
        return `(- ${e()})`;
      case 8:
        return `(~ ${e()})`;
      case 9:
        return `Math.clz32(${e()})`;
      case 10:
      case 11:
        return names.accessors.length === 0 ? e() : `${this.pick(names.accessors)}(${e()}, ${e()})`;
      case 12:
        return names.functions.length === 0 ? e() : `${this.pick(names.functions)}(${e()}, ${e()})`;
      case 13:
        return names.assignable.length === 0
          ? e()
          : `(${this.pick(names.assignable)} ${this.pick(['=', '+=', '|='])} ${e()})`;
      case 14:
        return this.pick(['box.x', 'state', 'box.y']);
      default:
        return `(${e()} ${this.pick(['||', '&&'])} ${e()})`;
    }
  }

  flag(names: Names, depth: number): string {
    const b = (): string => this.flag(names, depth - 1);
    if (depth <= 0) return this.pick(FLAGS);
    switch (this.below(7)) {
      case 0:
        return this.pick(FLAGS);
      case 1:
        return `!${b()}`;
      case 2:
        return `(${b()} && ${b()})`;
      case 3:
        return `(${b()} || ${b()})`;
      case 4:
        return `(${this.number(names, depth - 1)} !== 0)`;
      default:
        return `(${this.number(names, depth - 1)} ${this.pick(COMPARISONS)} ${this.number(names, depth - 1)})`;
    }
  }

  block(names: Names, depth: number, scope: readonly string[] = [], head = ''): string {
    let inner = names;
    let own = [...scope];
    const lines = [head];
    const count = 1 + this.below(4);
    for (let i = 0; i < count; i += 1) {
      if (this.below(4) === 1) {
        const name = this.name(own);
        const init = this.number(inner, 2);
        const keyword = this.pick(['const', 'let']);
        // A name may hide one of the same name further out, but not in its own initialiser.
        if (new RegExp(`\\b${name}\\b`).test(init + lines.join('\n'))) continue;
        lines.push(`${keyword} ${name} = ${init};`);
        own = [...own, name];
        const others = inner.assignable.filter((other) => other !== name);
        inner = {
          ...inner,
          readable: [...inner.readable, name],
          assignable: keyword === 'let' ? [...others, name] : others,
        };
      } else {
        lines.push(this.statement(inner, depth));
      }
    }
    return lines.join('\n');
  }

  statement(names: Names, depth: number): string {
    const e = (): string => this.number(names, 2);
    if (depth <= 0) return `M[${e()} & 15] = ${e()};`;
    switch (this.below(15)) {
      case 0:
      case 1:
        return `M[${e()} & 15] ${this.pick(['=', '|=', '+=', '='])} ${e()};`;
      case 2:
        return names.assignable.length === 0
          ? `state = ${e()};`
          : `${this.pick(names.assignable)} ${this.pick(['=', '-='])} ${e()};`;
      case 3:
        return `${this.pick(['hidden', 'state', 'box.x'])} = ${e()};`;
      case 4:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n}`;
      case 5:
        return `if (${this.flag(names, 2)}) {\n${this.block(names, depth - 1)}\n} else {\n${this.block(names, depth - 1)}\n}`;
      case 6: {
        this.#fresh += 1;
        const i = `i${this.#fresh}`;
        const jump = this.pick([
          '',
          `if (${this.flag(names, 1)}) break;`,
          `if (${this.flag(names, 1)}) continue;`,
        ]);
        return `for (let ${i} = 0; ${i} < 3; ${i} += 1) {\n${this.block({ ...names, readable: [...names.readable, i] }, depth - 1, [], jump)}\n}`;
      }
      case 7:
        return names.returns ? `if (${this.flag(names, 2)}) return ${e()};` : 'hidden += 1;';
      case 8:
        return `switch (${this.pick(['N', 'ONE', e()])}) {\ncase 1:\n${this.statement(names, depth - 1)}\ncase 2:\n${this.statement(names, depth - 1)}\n${this.pick(['', 'break;'])}\ndefault:\n${this.statement(names, depth - 1)}\n}`;
      case 9:
        return `do {\n${this.block(names, depth - 1)}\n} while (${this.pick(['OFF', 'A && OFF', 'false'])});`;
      case 10:
      case 11:
        return names.setters.length === 0
          ? `${e()};`
          : `${this.pick(names.setters)}(${e()}, ${e()});`;
      case 12:
      case 13: {
        if (names.values.length === 0) return `{\n${this.block(names, depth - 1)}\n}`;
        const call = `${this.pick(names.values)}(${e()}, ${e()})`;
        return names.assignable.length === 0
          ? `${call};`
          : `${this.pick(names.assignable)} = ${call};`;
      }
      default:
        return `${e()};`;
    }
  }

  program(): string {
    const all: Names = {
      readable: ['state', 'box.y'],
      assignable: [],
      accessors: [],
      functions: [],
      setters: [],
      values: [],
      returns: false,
    };
    let names = all;
    const lines: string[] = [];
    const parameters = (): Names => ({
      ...names,
      readable: [...names.readable, 'p', 'q'],
      assignable: ['p', 'q', 'state'],
    });
    const scope = ['p', 'q'];
    const count = 2 + this.below(6);
    for (let i = 0; i < count; i += 1) {
      const head = `function f${i}(p: number, q: number)`;
      switch (this.below(5)) {
        case 0:
          lines.push(
            `/** @inline */\n${head}: number { return ${this.number({ ...parameters(), assignable: ['state'] }, 3)}; }`,
          );
          names = { ...names, accessors: [...names.accessors, `f${i}`] };
          break;
        case 1:
          lines.push(`/** @inline */\n${head}: void {\n${this.block(parameters(), 1, scope)}\n}`);
          names = { ...names, setters: [...names.setters, `f${i}`] };
          break;
        case 2:
          lines.push(
            `/** @inline ${this.pick(FLAGS)} */\n${head}: number {\n${this.block(parameters(), 1, scope)}\nreturn ${this.number(parameters(), 2)};\n}`,
          );
          names = { ...names, values: [...names.values, `f${i}`] };
          break;
        case 3:
          lines.push(`${head}: number {\nreturn ${names.functions.at(-1) ?? 'Math.max'}(p, q);\n}`);
          names = { ...names, functions: [...names.functions, `f${i}`] };
          break;
        default:
          lines.push(
            `${head}: number {\n${this.block({ ...parameters(), returns: true }, 2, scope)}\nreturn ${this.number(parameters(), 3)};\n}`,
          );
          names = { ...names, functions: [...names.functions, `f${i}`] };
      }
    }
    const last = this.block({ ...parameters(), returns: true }, 3, scope);
    return `import { CONFIG_IS_ENABLED, CONFIG_VAL } from './config.ts';
const A = CONFIG_IS_ENABLED('A');
const B = CONFIG_IS_ENABLED('B');
const ON = A || !A;
const OFF = B && !B;
const N = CONFIG_VAL('N');
const ZERO = A ? 0 : CONFIG_VAL('N') - CONFIG_VAL('N');
const ONE = 1;
const SHIFT = B ? 2 : 0;
const WORDS = N << SHIFT;
export const M: Int32Array = new Int32Array(16);
export let state = 0;
let hidden = 0;
const box = { x: 0, y: 1 };
${lines.join('\n')}
export function entry(p: number, q: number): number {
${last}
return ${this.number(parameters(), 3)};
}
`;
  }
}

/** Programs over an Int32Array, module state and a few functions, many of them inlined. */
export const programs: fc.Arbitrary<RandomProgram> = fc
  .record({
    entropy: fc.array(fc.nat(10_000), { minLength: 40, maxLength: 700, size: 'max' }),
    A: fc.boolean(),
    B: fc.boolean(),
    N: fc.constantFrom(0, 1, 2, 3, 8, 0x7fffffff),
  })
  .map(({ entropy, A, B, N }) => ({
    source: new Writer(entropy).program(),
    options: { enabled: { A, B }, global: {}, values: { N } },
  }));
