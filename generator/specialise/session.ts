import { KnownFacts } from './analyse/known-facts.ts';
import { FoldedDeclarations } from './fold/folded-declarations.ts';
import type { TemplateOptions } from './options.ts';
import type { PassObserver } from './pass-event.ts';

/** One specialisation: its options, and what its passes share. */
export interface Session {
  readonly options: TemplateOptions;
  readonly known: KnownFacts;
  readonly folded: FoldedDeclarations;
  /** Called after each pass that changed the program. */
  readonly onPass: PassObserver | undefined;
}

export function createSession(options: TemplateOptions, onPass?: PassObserver): Session {
  return { options, known: new KnownFacts(), folded: new FoldedDeclarations(), onPass };
}
