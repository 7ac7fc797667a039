import { createHash } from 'node:crypto';

/** `sha256:` and the digest in hex. */
export function digest(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
