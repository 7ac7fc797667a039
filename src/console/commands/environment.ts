import type { ConsoleCommand } from '../command.ts';
import { env_do_env_set, env_entries, env_get } from '../environment.ts';

export const setenvCommand: ConsoleCommand = {
  name: 'setenv',
  summary: 'set environment variables',
  usage: () => ["setenv name value ... - set 'name' to 'value ...'", "setenv name - delete 'name'"],
  complete: (words, { environment }) =>
    words.length === 1 ? env_entries(environment).map(([name]) => name) : [],
  run([name, ...values], { environment, print }) {
    if (name === undefined) return 'usage';
    if (name === '' || name.includes('=')) {
      print(`## Error: illegal character '=' in variable name "${name}"`);
      return false;
    }
    if (env_do_env_set(environment, name, values.join(' '))) return true;
    print(`## Error inserting "${name}" variable: no room`);
    return false;
  },
};

export const printenvCommand: ConsoleCommand = {
  name: 'printenv',
  summary: 'print environment variables',
  usage: () => ['printenv - print all variables', 'printenv name ... - print these variables'],
  complete: (_words, { environment }) => env_entries(environment).map(([name]) => name),
  run(names, { environment, print }) {
    if (names.length === 0) {
      const lines = env_entries(environment).map(([name, value]) => `${name}=${value}`);
      for (const line of lines) print(line);
      const bytes = lines.reduce((sum, line) => sum + new TextEncoder().encode(line).length + 1, 1);
      print('');
      print(`Environment size: ${bytes} bytes`);
      return true;
    }
    let isGood = true;
    for (const name of names) {
      const value = env_get(environment, name);
      if (value === undefined) isGood = false;
      print(value === undefined ? `## Error: "${name}" not defined` : `${name}=${value}`);
    }
    return isGood;
  },
};
