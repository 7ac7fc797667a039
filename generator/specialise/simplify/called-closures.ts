import { summaryOf } from '../analyse/summary.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { InlineContext } from '../inline/context.ts';
import { expandBody, expandInPlace } from '../inline/statements.ts';
import type { Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { FunctionDeclaration } from '../syntax/tree.ts';

const EXPAND: Computation<Declaration, ConstantFolder, Declaration> = {
  name: 'called-closures',
  compute(declaration, { facts, calling }) {
    const context: InlineContext = {
      facts,
      calling,
      isInlined: () => false,
      prepared: (binding): FunctionDeclaration => {
        throw new Error(`${binding.name} is not inlined`);
      },
    };
    return mapDeclaration(declaration, {
      body: (body) => expandBody(body, context),
      expression: (node) => expandInPlace(node, context),
    });
  },
};

/** Replaces `(p => …)(a)`, which is left of a function that calls its argument, by what the closure does. */
export function calledClosures(program: Program, session: Session): Program {
  const fold = session.folderOf(program);
  return mapDeclarations(program, (declaration) =>
    summaryOf(declaration).callsClosure ? session.memo.run(EXPAND, declaration, fold) : declaration,
  );
}
