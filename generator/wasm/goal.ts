/**
 * Whether a module should be as short as possible, short, or quick. A short one repeats what its most frequent calls
 * need.
 */
export type Goal = 'least' | 'size' | 'speed';
