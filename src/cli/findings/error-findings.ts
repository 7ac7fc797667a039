import type { MallocgenError } from '../../../generator/error.ts';
import {
  DefconfigReadError,
  KconfigError,
  KconfigSyntaxError,
  type Position,
} from '../../../generator/kconfig/index.ts';
import type { Finding } from './finding.ts';

/** An error as findings, one for each syntax error, after the findings made before it. */
export function findingsOf(error: MallocgenError): readonly Finding[] {
  const before = error instanceof KconfigError ? error.diagnostics : [];
  const all = error instanceof KconfigSyntaxError ? error.all : [error];
  return [...before, ...all.map(findingOf)];
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
