import { plainReason } from '../../generator/files/plain-reason.ts';

/** What to say when standard output cannot be written. */
export function outputFailure(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'EPIPE' ? 'its reader has ended' : plainReason(error);
  return `Standard output cannot be written: ${reason}.\n`;
}
