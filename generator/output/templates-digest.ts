import { readTemplateSources } from '../specialise/load/sources.ts';
import { digest } from './digest.ts';

/** One digest of all template modules in a folder. It differs if any of them changes. */
export function templatesDigest(folder: string): string {
  return digest(JSON.stringify([...readTemplateSources(folder)]));
}
