import type { ConfigurationValues } from '../kconfig/index.ts';

/** What the rules ask: a finished configuration, or a session in its present state. */
export type Values = Pick<ConfigurationValues, 'tree' | 'get'>;
