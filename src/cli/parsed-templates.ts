import { fileURLToPath } from 'node:url';

/** The parsed templates beside the bundle of the program; where it runs unbundled there are none. */
export const PARSED_TEMPLATES = fileURLToPath(new URL('templates.bin', import.meta.url));
