import { KnownFacts } from './analyse/known-facts.ts';
import type { ConstantFolder } from './fold/constant-folder.ts';
import { createConstantFolder, type FindDeclaration } from './fold/create-constant-folder.ts';
import { FoldedDeclarations } from './fold/folded-declarations.ts';
import { NO_MEMO, type Memo } from './memo/memo.ts';
import type { TemplateOptions } from './options.ts';
import type { PassObserver } from './pass-event.ts';
import type { Declaration } from './syntax/declaration.ts';

/**
 * One specialisation: what its passes share. The options and the known facts are not among it. Only a folder
 * has them, and a memo sees what a folder is asked.
 */
export interface Session {
  /** A constant folder over the declarations that `find` knows. */
  readonly folderOver: (find: FindDeclaration) => ConstantFolder;
  /** The constant folder over the declarations of a program. */
  readonly folderOf: (program: { readonly declarations: readonly Declaration[] }) => ConstantFolder;
  readonly memo: Memo;
  /** Undefined where a memo knows what is folded already. */
  readonly folded: FoldedDeclarations | undefined;
  /** Called after each pass that changed the program. */
  readonly onPass: PassObserver | undefined;
}

export function createSession(
  options: TemplateOptions,
  onPass?: PassObserver,
  memo: Memo = NO_MEMO,
): Session {
  const facts = new KnownFacts();
  const folderOver = (find: FindDeclaration): ConstantFolder =>
    createConstantFolder({ options, facts, memo }, find);
  let last:
    { declarations: readonly Declaration[]; version: number; folder: ConstantFolder } | undefined;
  return {
    folderOver,
    folderOf({ declarations }) {
      // A folder remembers its answers, which stay true until the program or a fact is another.
      if (last?.declarations === declarations && last.version === facts.version) return last.folder;
      const declared = new Map(
        declarations.map((declaration) => [declaration.binding, declaration]),
      );
      const { version } = facts;
      const folder = folderOver((binding) => declared.get(binding));
      last = { declarations, version, folder };
      return folder;
    },
    memo,
    folded: memo === NO_MEMO ? new FoldedDeclarations() : undefined,
    onPass,
  };
}
