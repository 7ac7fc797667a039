/** The other end of `CommandQueue`: runs commands, one after the other, while the tree is parsed. */
import { workerData } from 'node:worker_threads';

import { findFile, type FileState } from '../../glob.ts';
import type { QueueData, QueueQuestion } from './command-queue.ts';
import { runCommand, type CommandResult } from './run-command.ts';

const { port, answered, settings } = workerData as QueueData;
/** After a command that failed nothing runs: the tree ends there. */
let failed = false;

port.on('message', (question: QueueQuestion) => {
  const answer = 'command' in question ? run(question.command) : question.files.some(hasChanged);
  port.postMessage(answer);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});

function run(command: string): CommandResult {
  if (failed) return { failure: 'was not run' };
  const result = runCommand(command, settings);
  failed = 'failure' in result;
  return result;
}

function hasChanged({ path, size, modified }: FileState): boolean {
  const now = findFile(path);
  return now?.size !== size || now.modified !== modified;
}
