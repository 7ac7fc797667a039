import type { Configuration } from '../configurations/configuration.ts';

/** The text of `.config`, byte for byte as the C program writes it. */
export function writeConfig(configuration: Configuration): string {
  return configuration.toConfig();
}
