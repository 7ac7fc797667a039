import { version } from 'esbuild';

/** What made the measured bundles: another version may give other bytes. */
export const MINIFIER = `esbuild ${version}`;
