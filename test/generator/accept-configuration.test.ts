import { describe, expect, test } from '@jest/globals';

import {
  ConfigurationRefusedError,
  acceptConfiguration,
} from '../../generator/accept-configuration.ts';
import type { Diagnostic, DiagnosticCode } from '../../generator/kconfig/index.ts';

function diagnostic(code: DiagnosticCode, line: number): Diagnostic {
  const position = { file: 'x_defconfig', line, column: 1 };
  return { code, severity: 'warning', position, message: `${code} here.` };
}

describe('acceptConfiguration', () => {
  const warnings = (
    ['unknown-symbol', 'value-not-taken', 'choice-conflict', 'reassigned'] as const
  ).map(diagnostic);

  test('returns what is a warning only', () => {
    expect(acceptConfiguration(warnings, false)).toEqual(warnings);
  });

  test('refuses every warning when strict', () => {
    for (const warning of warnings) {
      expect(() => acceptConfiguration([warning], true)).toThrow(ConfigurationRefusedError);
    }
    expect(acceptConfiguration([], true)).toEqual([]);
  });

  test.each(['malformed-line', 'wrong-type', 'out-of-range'] as const)('refuses %s', (code) => {
    expect(() => acceptConfiguration([diagnostic(code, 3)], false)).toThrow(
      `x_defconfig:3: ${code} here.`,
    );
  });

  test('tells all that it refuses, a line each, and no warnings among them', () => {
    const all = [diagnostic('wrong-type', 9), ...warnings, diagnostic('out-of-range', 8)];
    expect(() => acceptConfiguration(all, false)).toThrow(
      expect.objectContaining({
        code: 'configuration-refused',
        message: 'x_defconfig:9: wrong-type here.\nx_defconfig:8: out-of-range here.',
      }),
    );
  });
});
