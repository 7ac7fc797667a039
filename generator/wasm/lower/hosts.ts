import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../specialise/syntax/tree.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Element } from '../kinds/views.ts';
import type { Representation } from './representation.ts';

/** What JavaScript does for the module: it throws an error, or reads the clock. */
export interface Host {
  readonly name: string;
  /** Names and kinds of what is passed. */
  readonly parameters: readonly HostParameter[];
  readonly result: Representation | undefined;
  /** What it does: throws the value of an expression, or is given as text. */
  readonly throws: Expression | undefined;
  readonly text: string | undefined;
  /** The function of the program that it is. */
  readonly body?: FunctionDeclaration;
}

export interface HostParameter {
  readonly binding: Binding;
  readonly kind: Kind;
  readonly type: Representation;
  /** The elements of an array, of which the address is passed. */
  readonly view?: Element | undefined;
}

/** The functions that the module imports. */
export class Hosts {
  readonly #hosts = new Map<string, Host>();
  readonly #throws = new Map<Statement | Expression, string>();

  /** The imports in the order in which the code came to them. */
  all(): readonly Host[] {
    return [...this.#hosts.values()];
  }

  /** Adds a function unless it is there. */
  add(host: Host): string {
    if (!this.#hosts.has(host.name)) this.#hosts.set(host.name, host);
    return host.name;
  }

  /** The function that throws the value of an expression; `base` is what its name begins with. */
  throwing(node: Expression, base: string, parameters: readonly HostParameter[]): string {
    const known = this.#throws.get(node);
    if (known !== undefined) return known;
    let name = base;
    for (let i = 2; this.#hosts.has(name); i += 1) name = `${base}_${i}`;
    this.#throws.set(node, name);
    this.#hosts.set(name, { name, parameters, result: undefined, throws: node, text: undefined });
    return name;
  }
}
