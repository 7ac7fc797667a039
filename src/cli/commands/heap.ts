import { command } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Reads dumps and logs of a heap. */
export const heapCommand = command({
  name: 'heap <action> <files..>',
  summary: 'compare two dumps of a heap, or find in a log what was never freed',
  usage: `Usage: $0 heap diff BEFORE AFTER [options]
  or:  $0 heap log FILE [options]

diff reads what malloc_dump_to_file() or malloc dump wrote, and lists the chunks that are new and those that are gone, by caller. log reads what malloc_log_to_file() or malloc log dump wrote, and lists the blocks that were never freed, the totals of each caller, and the peak.`,
  words: {
    action: { type: 'string', demandOption: true, describe: 'diff or log' },
    files: { type: 'string', array: true, demandOption: true, describe: 'Dumps, or a log' },
  },
  options: {
    format: {
      choices: ['text', 'json'],
      requiresArg: true,
      default: 'text',
      describe: 'What to print; JSON has every block',
    },
  },
  examples: [
    ['$0 heap diff before.txt after.txt', 'what an operation left behind'],
    ['$0 heap log malloc_log.txt --format json', 'each block that was never freed'],
  ],
  async run({ action, files, format }, host) {
    const wanted = action === 'diff' ? 2 : 1;
    if (action !== 'diff' && action !== 'log') {
      throw new UsageError(`heap ${action}: the actions are diff and log.`);
    }
    if (files.length !== wanted) {
      throw new UsageError(
        `heap ${action} takes ${wanted === 2 ? 'two dumps, the earlier one first' : 'one log'}: ${files.length} given.`,
      );
    }
    const { runDumpDiff, runLog } = await import('../heap/run-heap.ts');
    const [first = '', second = ''] = files;
    return action === 'diff'
      ? runDumpDiff(first, second, format, host)
      : runLog(first, format, host);
  },
});
