import type { ConsoleCommand } from '../command.ts';

export const resetCommand: ConsoleCommand = {
  name: 'reset',
  summary: 'restart with an empty heap',
  usage: () => ['reset'],
  run(words, machine) {
    if (words.length > 0) return 'usage';
    machine.print('resetting ...');
    machine.reset();
    return true;
  },
};

export const poweroffCommand: ConsoleCommand = {
  name: 'poweroff',
  summary: 'end the console',
  usage: () => ['poweroff'],
  run(words, machine) {
    if (words.length > 0) return 'usage';
    machine.poweroff();
    return true;
  },
};
