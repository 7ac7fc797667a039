/** Does work while Error.stackTraceLimit cannot be set, as in programs that have frozen Error. */
export function withFrozenError<T>(work: () => T): T {
  const before = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  Object.defineProperty(Error, 'stackTraceLimit', { value: 10, writable: false });
  try {
    return work();
  } finally {
    Object.defineProperty(Error, 'stackTraceLimit', before ?? { writable: true });
  }
}
