/** Whether a module should be short or quick. */
export type Goal = 'size' | 'speed';
