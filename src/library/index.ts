/**
 * mallocgen as a library: configurations in, memory allocators and their sizes out. The command and the
 * plugins for bundlers do their work with the same functions.
 */
export { MallocgenError } from '../../generator/error.ts';
export type {
  AssignedValue,
  Diagnostic,
  Position,
  Severity,
} from '../../generator/kconfig/index.ts';
export type { FunctionSize, SizeReport } from '../../generator/measure/index.ts';
export { PHASES, type BuildOptions, type Phase } from '../../generator/options/index.ts';
export {
  configurationName,
  isConfigurationName,
  type SourceMap,
} from '../../generator/output/index.ts';
export { declarations, type Declarations } from './declarations.ts';
export { findingsOf } from '../cli/findings/error-findings.ts';
export type { Finding, Place } from '../cli/findings/finding.ts';
export {
  generate,
  generateModule,
  type GenerateModuleOptions,
  type GenerateOptions,
  type Generated,
  type GeneratedModule,
  type Reading,
} from './generate.ts';
export { measure } from './measure.ts';
export { price, type PriceOptions } from './price.ts';
export type { Price } from '../../generator/price/index.ts';
export type { ConfigurationOptions } from './request.ts';
