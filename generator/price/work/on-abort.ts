import type { StopSignal } from '../../stop-signal.ts';

const actsOf = new WeakMap<StopSignal, Set<() => void>>();

/**
 * Calls `act` when a signal is aborted, however many others wait for the same signal: they share one
 * listener, as Node.js takes more than ten listeners on one signal for a leak and warns.
 * @returns what takes it back
 */
export function onAbort(signal: StopSignal, act: () => void): () => void {
  const acts = actsOf.get(signal) ?? listen(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function listen(signal: StopSignal): Set<() => void> {
  const acts = new Set<() => void>();
  actsOf.set(signal, acts);
  const callAll = (): void => {
    for (const act of acts) act();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return acts;
}
