import { measure, type SizeReport } from './measure/index.ts';
import { formatVariant, type Variant } from './specialise/index.ts';

/** A specialised variant, which is formatted and measured once, when somebody asks for that. */
export class Product {
  readonly #variant: Variant;
  #formatted: Promise<Variant> | undefined;
  #sizes: Promise<SizeReport> | undefined;

  constructor(variant: Variant) {
    this.#variant = variant;
  }

  /** The variant as it is written, formatted by prettier. */
  formatted(): Promise<Variant> {
    return (this.#formatted ??= formatVariant(this.#variant));
  }

  sizes(): Promise<SizeReport> {
    return (this.#sizes ??= measure(this.#variant));
  }
}
