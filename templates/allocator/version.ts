/*
 * The version of the full malloc that the configuration chooses. No other template asks which one it
 * is.
 */
import { DLMALLOC_2_6_6 } from '../options/options.ts';
import { dlmalloc_2_6_6 } from './dlmalloc-2.6.6/version.ts';
import { dlmalloc_2_8_6 } from './dlmalloc-2.8.6/version.ts';

export const VERSION = DLMALLOC_2_6_6 ? dlmalloc_2_6_6 : dlmalloc_2_8_6;
