import { command } from '../command.ts';
import { BUNDLERS, HEAPS } from '../init/answers.ts';

/** How does a project begin with mallocgen? */
export const initCommand = command({
  name: 'init',
  summary: 'begin in a project: a configuration, the line of the bundler, a size check, a CI step',
  usage: `Usage: $0 init [options]

Asks what the heap is for, which bundler the project has, and whether GitHub shall check it, unless options say so. Then it shows what it would write, and writes it if you agree: a configuration in the folder heap, scripts in package.json, and a workflow. What is there already is left as it is; lines for such files are printed, to be added by hand.`,
  options: {
    heap: {
      choices: HEAPS,
      requiresArg: true,
      describe: 'What the heap is for',
    },
    bundler: {
      choices: BUNDLERS,
      requiresArg: true,
      describe: 'The bundler of the project',
      defaultDescription: 'the one that package.json names',
    },
    ci: {
      choices: ['github', 'none'],
      requiresArg: true,
      describe: 'Who checks the sizes on each push',
    },
    yes: {
      type: 'boolean',
      default: false,
      describe: 'Ask nothing: take the defaults where no option says otherwise, and write',
    },
  },
  examples: [
    ['$0 init', 'three questions'],
    ['$0 init --heap shared --bundler vite --ci github --yes', 'without questions'],
  ],
  async run(args, host) {
    const { runInit } = await import('../init/run-init.ts');
    return runInit(args, host);
  },
});
