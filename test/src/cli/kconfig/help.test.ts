import { expect, test } from '@jest/globals';

import { configCommand } from '../../../../src/cli/commands/config.ts';
import { kconfigCommand } from '../../../../src/cli/commands/kconfig.ts';
import { whyCommand } from '../../../../src/cli/commands/why.ts';
import { TARGET_LIST } from '../../../../src/cli/kconfig/target-list.ts';
import { TARGETS } from '../../../../src/cli/kconfig/targets.ts';
import { mallocgen } from '../fake-process.ts';

test.each([
  ['kconfig', kconfigCommand],
  ['why', whyCommand],
  ['config', configCommand],
])('mallocgen %s --help tells the form, every option and examples', async (name, command) => {
  const { code, stdout, stderr } = await mallocgen([name, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(`Usage: mallocgen ${name} `);
  for (const [option, { describe: text }] of Object.entries(command.options)) {
    expect(stdout).toMatch(new RegExp(`^ +(?:-\\w, )?--${option} +${text?.slice(0, 15)}`, 'm'));
  }
  expect(stdout.slice(stdout.indexOf('Examples:'))).toMatch(`mallocgen ${name} `);
});

test('mallocgen --help lists the commands', async () => {
  const { stdout } = await mallocgen(['--help']);
  for (const { name } of [kconfigCommand, whyCommand, configCommand]) {
    expect(stdout).toMatch(`\n  mallocgen ${name}`);
  }
});

test('every target is explained and can be made', async () => {
  expect(Object.keys(TARGETS)).toEqual(Object.keys(TARGET_LIST));
  const { stdout } = await mallocgen(['kconfig', '--help']);
  for (const [target, what] of Object.entries(TARGET_LIST)) {
    expect(stdout).toMatch(new RegExp(`^${target} +${what.slice(0, 20)}`, 'm'));
  }
});
