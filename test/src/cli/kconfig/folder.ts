import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach } from '@jest/globals';

import { mallocgen, type Outcome, type Surroundings } from '../fake-process.ts';

/** A folder of one test's own, to write files in and run commands in. */
export interface Folder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): void;
  /** The text of a file, undefined if it is missing. */
  read(name: string): string | undefined;
  run(args: readonly string[], surroundings?: Surroundings): Promise<Outcome>;
}

/** Makes a folder with these files before each test of the file, and removes it after. */
export function useFolder(files: Readonly<Record<string, string>>): Folder {
  let path = '';
  const folder: Folder = {
    get path() {
      return path;
    },
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    read(name) {
      const file = join(path, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
    run: (args, surroundings) => mallocgen(args, { cwd: path, ...surroundings }),
  };
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'command-'));
    folder.write(files);
  });
  afterEach(() => rmSync(path, { recursive: true }));
  return folder;
}

/** A tree with every type, a choice, a dependency, a select and modules. */
export const DEMO = `mainmenu "Demo"

config MODULES
	bool "Modules"
	option modules

config DEBUG
	bool "Debugging"
	help
	  Says more.

	  Much more.

menu "Heap"

config TRACE
	tristate "Trace calls"
	depends on DEBUG

config HEAP_SIZE
	hex "Heap size"
	default 0x1000
	range 0x100 0x8000

config ALIGN
	int "Alignment"
	default 8

config NAME
	string "Name"
	default "a \\"heap\\""

endmenu

choice
	prompt "Strategy"
	default BEST

config FIRST
	bool "First fit"

config BEST
	bool "Best fit"
	help
	  The smallest that is large enough.

endchoice

config CHECKS
	bool "Checks"
	select CANARY

config CANARY
	bool
	depends on DEBUG
`;

export const CONFIG_HEADING = `#
# Automatically generated file; DO NOT EDIT.
# Demo
#
`;
