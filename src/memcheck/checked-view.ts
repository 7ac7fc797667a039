import type { Memcheck } from './memcheck.ts';
import type { Callable } from './stack.ts';

/** What a heap can be in. A WebAssembly.Memory is an object with a buffer. */
export type CheckedMemory = ArrayBuffer | SharedArrayBuffer | { readonly buffer: ArrayBufferLike };

/** Methods of a DataView that not every engine has, nor every version of TypeScript. */
interface HalfPrecision {
  getFloat16(byteOffset: number, littleEndian?: boolean): number;
  setFloat16(byteOffset: number, value: number, littleEndian?: boolean): void;
}

/** A DataView that reports each access to a checker. */
class CheckedDataView extends DataView<ArrayBufferLike> {
  static {
    const { getFloat16, setFloat16 } = DataView.prototype as Partial<HalfPrecision>;
    if (getFloat16 && setFloat16) {
      const methods: HalfPrecision & ThisType<CheckedDataView> = {
        getFloat16(byteOffset, littleEndian) {
          const value = getFloat16.call(this as never, byteOffset, littleEndian);
          return this.#read(methods.getFloat16, byteOffset, 2, value);
        },
        setFloat16(byteOffset, value, littleEndian) {
          setFloat16.call(this as never, byteOffset, value, littleEndian);
          this.#wrote(methods.setFloat16, byteOffset, 2);
        },
      };
      Object.assign(CheckedDataView.prototype, methods);
    }
  }

  readonly #checker: Memcheck;

  constructor(buffer: ArrayBufferLike, checker: Memcheck, start: number, length?: number) {
    super(buffer, start, length);
    this.#checker = checker;
  }

  override getInt8(byteOffset: number): number {
    return this.#read(this.getInt8, byteOffset, 1, super.getInt8(byteOffset));
  }
  override getUint8(byteOffset: number): number {
    return this.#read(this.getUint8, byteOffset, 1, super.getUint8(byteOffset));
  }
  override getInt16(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getInt16, byteOffset, 2, super.getInt16(byteOffset, littleEndian));
  }
  override getUint16(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getUint16, byteOffset, 2, super.getUint16(byteOffset, littleEndian));
  }
  override getInt32(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getInt32, byteOffset, 4, super.getInt32(byteOffset, littleEndian));
  }
  override getUint32(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getUint32, byteOffset, 4, super.getUint32(byteOffset, littleEndian));
  }
  override getFloat32(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getFloat32, byteOffset, 4, super.getFloat32(byteOffset, littleEndian));
  }
  override getFloat64(byteOffset: number, littleEndian?: boolean): number {
    return this.#read(this.getFloat64, byteOffset, 8, super.getFloat64(byteOffset, littleEndian));
  }
  override getBigInt64(byteOffset: number, littleEndian?: boolean): bigint {
    return this.#read(this.getBigInt64, byteOffset, 8, super.getBigInt64(byteOffset, littleEndian));
  }
  override getBigUint64(byteOffset: number, littleEndian?: boolean): bigint {
    return this.#read(
      this.getBigUint64,
      byteOffset,
      8,
      super.getBigUint64(byteOffset, littleEndian),
    );
  }

  override setInt8(byteOffset: number, value: number): void {
    super.setInt8(byteOffset, value);
    this.#wrote(this.setInt8, byteOffset, 1);
  }
  override setUint8(byteOffset: number, value: number): void {
    super.setUint8(byteOffset, value);
    this.#wrote(this.setUint8, byteOffset, 1);
  }
  override setInt16(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setInt16(byteOffset, value, littleEndian);
    this.#wrote(this.setInt16, byteOffset, 2);
  }
  override setUint16(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setUint16(byteOffset, value, littleEndian);
    this.#wrote(this.setUint16, byteOffset, 2);
  }
  override setInt32(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setInt32(byteOffset, value, littleEndian);
    this.#wrote(this.setInt32, byteOffset, 4);
  }
  override setUint32(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setUint32(byteOffset, value, littleEndian);
    this.#wrote(this.setUint32, byteOffset, 4);
  }
  override setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setFloat32(byteOffset, value, littleEndian);
    this.#wrote(this.setFloat32, byteOffset, 4);
  }
  override setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void {
    super.setFloat64(byteOffset, value, littleEndian);
    this.#wrote(this.setFloat64, byteOffset, 8);
  }
  override setBigInt64(byteOffset: number, value: bigint, littleEndian?: boolean): void {
    super.setBigInt64(byteOffset, value, littleEndian);
    this.#wrote(this.setBigInt64, byteOffset, 8);
  }
  override setBigUint64(byteOffset: number, value: bigint, littleEndian?: boolean): void {
    super.setBigUint64(byteOffset, value, littleEndian);
    this.#wrote(this.setBigUint64, byteOffset, 8);
  }

  #read<T>(above: Callable, byteOffset: number, size: number, value: T): T {
    this.#checker.read(this.byteOffset + byteOffset, size, above);
    return value;
  }

  #wrote(above: Callable, byteOffset: number, size: number): void {
    this.#checker.write(this.byteOffset + byteOffset, size, above);
  }
}

/**
 * Makes a DataView of a memory, or of `length` bytes of it from byte `start`, that reports each access to
 * the checker. The access is made even when it is a mistake. After a WebAssembly.Memory has grown, it
 * needs a new view, as with any DataView.
 * @throws RangeError when a DataView does: for a view outside of the memory, an access outside of the view
 */
export function checkedView(
  memory: CheckedMemory,
  checker: Memcheck,
  start = 0,
  length?: number,
): DataView {
  const buffer = 'buffer' in memory ? memory.buffer : memory;
  return new CheckedDataView(buffer, checker, start, length);
}
