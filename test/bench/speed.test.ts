/*
 * `npm run bench`, with nothing to replay.
 */
import { expect, test } from '@jest/globals';

import { runBench } from '../support/run-bench.ts';

test('starts without C dlmalloc, whose times are recorded', () => {
  const text = runBench('speed', '--trace', 'none', '--repetitions', '1', '--format', 'json');
  expect(JSON.parse(text)).toMatchObject({ goals: [] });
});
