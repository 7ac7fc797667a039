import { changesOf } from '../passes/changes.ts';
import type { PassEvent, Stage } from '../pass-event.ts';
import { printModule } from '../print/module.ts';
import { assignNames, type Names } from '../print/names.ts';
import type { Program } from '../program.ts';
import { publicBindings } from '../public.ts';
import type { Binding } from '../syntax/binding.ts';

/** The program after one pass, as text. */
export interface TracedProgram {
  /** Numbered in the order of the passes, such as `004-simplify-round-1-fold.ts`. */
  readonly file: string;
  /** A comment that says what changed, and the module: TypeScript, or JavaScript from `compact` on. */
  readonly text: string;
}

/** Stage, round and rules, such as `simplify-round-1-fold`. */
function titleOf({ stage, round, rules }: PassEvent): string {
  const rule = rules.join('+');
  if (rule === stage) return stage;
  return round === undefined ? `${stage}-${rule}` : `${stage}-round-${round}-${rule}`;
}

/**
 * Prints programs as the passes leave them. The last program of `simplify` has the text of the
 * TypeScript module, and the last one of `compact` that of the JavaScript module, unless the variant
 * is a factory.
 */
export class PassTrace {
  #count = 0;
  #stage: Stage | undefined;
  /** Names in the last program. */
  #names: Names = new Map();
  /** Names in the last program before `compact`, which compact programs keep. */
  #authored: Names = new Map();
  /** Public bindings of that program. */
  #visible: ReadonlySet<Binding> = new Set();

  /** The texts for an event. The first event of `compact` has two: the program before it comes first. */
  add(event: PassEvent): readonly TracedProgram[] {
    const { after, before, stage } = event;
    const begins = stage === 'compact' && this.#stage !== 'compact';
    this.#stage = stage;
    if (stage === 'compact') {
      const start = before !== undefined && begins ? [this.#begin(before)] : [];
      const names = assignNames(after.declarations, after.roots, [], this.#authored);
      return [...start, this.#traced(titleOf(event), this.#head(event, names), after, names)];
    }
    const names = assignNames(after.declarations, after.roots);
    this.#visible = publicBindings(after);
    const traced = this.#traced(titleOf(event), this.#head(event, names), after, names);
    this.#authored = names;
    return [traced];
  }

  #begin(program: Program): TracedProgram {
    const head = '// compact: the simplified program, without types\n';
    return this.#traced('compact-begins', head, program, this.#authored);
  }

  /** A comment on what the pass changed. */
  #head({ stage, round, rules, before, after }: PassEvent, names: Names): string {
    const where = round === undefined ? stage : `${stage}, round ${round}`;
    const title = `// ${where}: ${rules.join(', ')}\n`;
    if (before === undefined) return title;
    const { added, changed, removed } = changesOf(before, after);
    const line = (label: string, bindings: readonly Binding[], known: Names): string => {
      const list = bindings.map((binding) => known.get(binding) ?? binding.name).join(', ');
      return list === '' ? '' : `// ${label}: ${list}\n`;
    };
    return (
      title +
      line('added', added, names) +
      line('changed', changed, names) +
      line('removed', removed, this.#names)
    );
  }

  #traced(title: string, head: string, program: Program, names: Names): TracedProgram {
    this.#count += 1;
    this.#names = names;
    const types = this.#stage !== 'compact';
    const module = printModule(program.declarations, names, this.#visible, types, program.aliases);
    return {
      file: `${String(this.#count).padStart(3, '0')}-${title}.${types ? 'ts' : 'js'}`,
      text: `${head}\n${module}`,
    };
  }
}
