import type { ConfigurationValues } from '../evaluation/symbol-value.ts';

/** The text of `.config`, byte for byte as the C program writes it. */
export function writeConfig(configuration: ConfigurationValues): string {
  return configuration.toConfig();
}
