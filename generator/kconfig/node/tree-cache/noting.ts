import type { Stats } from 'node:fs';
import { readRegularText } from '../../../files/read-text.ts';
import type { KconfigFiles } from '../../reading/files/kconfig-files.ts';
import type { Shell } from '../../reading/macro/functions.ts';
import { nodeFiles } from '../node-files.ts';
import { noteFile, statOf } from './file-notes.ts';
import type { Notes } from './notes.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Lets a tree be loaded from the disk, and notes what it asks for. */
export class Noting {
  readonly #stats = new Map<string, Stats | undefined>();
  readonly #texts = new Map<string, string>();
  readonly #folders = new Map<string, readonly string[]>();
  readonly #variables = new Map<string, string | undefined>();
  readonly #commands: (readonly [string, string])[] = [];

  readonly files: KconfigFiles = {
    ...nodeFiles,
    size: (path) => {
      const stats = statOf(path);
      this.#stats.set(path, stats);
      return stats?.size;
    },
    read: (path) => {
      const text = this.#stats.get(path) ? readRegularText(path) : (nodeFiles.read(path) as string);
      this.#texts.set(path, text);
      return text;
    },
    list: (path) => {
      const names = nodeFiles.list(path);
      this.#folders.set(path, names.toSorted());
      return names;
    },
  };

  /** The same variables; those that are asked for are noted. */
  env(variables: Variables): Variables {
    return new Proxy(variables, {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        const value = variables[name];
        this.#variables.set(name, value);
        return value;
      },
    });
  }

  shell(shell: Shell): Shell {
    return (command, position) => {
      const output = shell(command, position);
      this.#commands.push([command, output]);
      return output;
    };
  }

  /** @param now milliseconds, as the times of files count, from before the tree was loaded. */
  notes(now: number): Notes {
    return {
      files: [...this.#stats].map(([path, stats]) => [
        path,
        stats ? noteFile(stats, this.#texts.get(path), now) : null,
      ]),
      folders: [...this.#folders],
      variables: [...this.#variables].map(([name, value]) => [name, value ?? null]),
      commands: this.#commands,
    };
  }
}
