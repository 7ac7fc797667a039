import { readTemplateSources } from '../specialise/load/sources.ts';
import { digest } from './digest.ts';

/** One digest of all template modules of a folder: another when any of them changes. */
export function templatesDigest(folder: string): string {
  return digest(JSON.stringify([...readTemplateSources(folder)]));
}
