import { lackText, type ConsoleCommand } from '../command.ts';
import { runTests } from '../ut/run-tests.ts';
import { SUITES } from '../ut/suites.ts';

/** U-Boot's `ut` command. */
export const utCommand: ConsoleCommand = {
  name: 'ut',
  summary: 'unit tests',
  usage: () => [
    'ut [-L] [-E] [suite [test]] - run tests: all, those of a suite, or one',
    '    -L - report what each test leaves in the heap',
    '    -E - print the result of each test',
    'ut info - list the suites',
  ],
  complete(words) {
    const names = words.filter((word) => !word.startsWith('-'));
    if (names.length <= 1) return ['-L', '-E', 'info', 'all', ...SUITES.map(({ name }) => name)];
    const suite = SUITES.find(({ name }) => name === names[0]);
    return names.length === 2 ? (suite?.tests.map(({ name }) => name) ?? []) : [];
  },
  run(words, machine) {
    const flags = words
      .filter((word) => word.startsWith('-'))
      .join('')
      .replaceAll('-', '');
    const [suiteName, testName, ...rest] = words.filter((word) => !word.startsWith('-'));
    if (rest.length > 0 || /[^LE]/.test(flags)) return 'usage';
    const { heap, print } = machine;
    if (suiteName === 'info') {
      for (const { name, tests } of SUITES) print(`${String(tests.length).padStart(5)}  ${name}`);
      return true;
    }
    const leakCheck = flags.includes('L');
    if (leakCheck && heap.malloc_leak_check_start === undefined) {
      print(lackText('-L', ['MALLOC_DEBUG']));
      return false;
    }
    const suites = SUITES.filter(
      ({ name }) => suiteName === undefined || suiteName === 'all' || name === suiteName,
    );
    if (suites.length === 0) {
      print(`Suite '${suiteName ?? ''}' not found; 'ut info' lists them`);
      return false;
    }
    const tests = suites
      .flatMap((suite) => suite.tests)
      .filter(({ name }) => testName === undefined || name === testName);
    if (tests.length === 0) {
      print(`Test '${testName ?? ''}' not found in suite '${suiteName ?? ''}'`);
      return false;
    }
    return runTests(tests, { leakCheck, results: flags.includes('E') }, machine) === 0;
  },
};
