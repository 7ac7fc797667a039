/** The smallest configuration that has what a program needs. */
export { fit, type Fit, type FitRequest, type GivenUp, type Searched } from './fit.ts';
export type { Templating } from './candidate.ts';
export { LIMITS, type Limits } from './exhaust.ts';
export { FitError } from './fit-error.ts';
