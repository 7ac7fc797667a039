export { TemplateError } from './errors.ts';
export type { TemplateOptions } from './options.ts';
export { loadTemplates, parseTemplates } from './load/load.ts';
export { openTemplates } from './load/open.ts';
export type { Templates } from './load/templates.ts';
export { specialise } from './specialise.ts';
export { formatVariant } from './format.ts';
export type { PassEvent, PassObserver, Stage } from './pass-event.ts';
export type { Variant } from './variant.ts';
