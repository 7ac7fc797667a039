import { env_do_env_set, env_entries, env_get, hcreate_r } from '../environment.ts';
import { unitTests, type UnitTest, type UnitTestState } from './unit-test.ts';

const FILE = 'environment-tests.ts';

/** An empty environment for one test. */
function emptyEnvironment(uts: UnitTestState) {
  const env = hcreate_r(uts.heap, uts.memory);
  uts.block(env.table);
  return env;
}

function set_and_get(uts: UnitTestState): void {
  const env = emptyEnvironment(uts);
  const before = uts.ut_check_delta(0);
  try {
    uts.ut_asserteq(undefined, env_get(env, 'name'));
    uts.ut_assert(env_do_env_set(env, 'name', 'value'), 'there is room');
    uts.ut_asserteq('value', env_get(env, 'name'));
    uts.ut_assert(env_do_env_set(env, 'name', 'another value'), 'there is room');
    uts.ut_asserteq('another value', env_get(env, 'name'));
  } finally {
    env_do_env_set(env, 'name', '');
  }
  uts.ut_asserteq(undefined, env_get(env, 'name'));
  uts.ut_asserteq(0, uts.ut_check_delta(before));
}

function many(uts: UnitTestState): void {
  const env = emptyEnvironment(uts);
  const names = Array.from({ length: 200 }, (_, i) => `name${i}`);
  try {
    for (const name of names) uts.ut_assert(env_do_env_set(env, name, `${name}!`), 'there is room');
    for (const name of names.filter((_, i) => i % 3 === 0)) env_do_env_set(env, name, '');
    for (const [i, name] of names.entries()) {
      uts.ut_asserteq(i % 3 === 0 ? undefined : `${name}!`, env_get(env, name));
    }
  } finally {
    for (const name of names) env_do_env_set(env, name, '');
  }
  uts.ut_asserteq(0, env_entries(env).length);
}

export const ENVIRONMENT_TESTS: readonly UnitTest[] = unitTests(FILE, { set_and_get, many });
