import { version } from 'esbuild';

/** The minifier of the measured bundles. Another version may give other bytes. */
export const MINIFIER = `esbuild ${version}`;
