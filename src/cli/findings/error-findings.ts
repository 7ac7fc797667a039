import type { MallocgenError } from '../../../generator/error.ts';
import {
  ConfigurationRefusedError,
  DefconfigReadError,
  KconfigError,
  KconfigSyntaxError,
  type Diagnostic,
  type Position,
} from '../../../generator/kconfig/index.ts';
import type { Finding } from './finding.ts';

/** An error as findings, one for each syntax error or refused line, after the findings made before it. */
export function findingsOf(error: MallocgenError): readonly Finding[] {
  if (error instanceof ConfigurationRefusedError) return error.diagnostics.map(asError);
  const before = error instanceof KconfigError ? error.diagnostics : [];
  const all = error instanceof KconfigSyntaxError ? error.all : [error];
  return [...before, ...all.map(findingOf)];
}

function asError({ code, position, message, symbol }: Diagnostic): Finding {
  return { code, severity: 'error', position, message, ...(symbol !== undefined && { symbol }) };
}

type PlacedError = (KconfigError | DefconfigReadError) & { readonly position: Position };

/** Whether an error has a place, as errors in the text of a file have. */
export function isPlaced(error: MallocgenError): error is PlacedError {
  const hasPlace = error instanceof KconfigError || error instanceof DefconfigReadError;
  return hasPlace && error.position !== undefined;
}

function findingOf(error: MallocgenError): Finding {
  const severity = 'error';
  return isPlaced(error)
    ? { code: error.code, severity, position: error.position, message: error.sentence }
    : { code: error.code, severity, message: error.message };
}
