export { TemplateError } from './errors.ts';
export type { TemplateOptions } from './options.ts';
export { loadTemplates, parseTemplates } from './load/load.ts';
export { openTemplates } from './load/open.ts';
export type { Templates } from './load/templates.ts';
export { specialise, type Variant } from './specialise.ts';
export { formatVariant } from './format.ts';
