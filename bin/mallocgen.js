#!/usr/bin/env node
import { run } from '../dist/src/cli/run.js';

// A reader that closes the pipe early, such as head, has seen what it wanted.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process);
