/** As much of an AbortSignal as is needed. Only the declarations of browsers and Node.js have its name. */
export interface StopSignal {
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options: { readonly once: boolean }): void;
}
