import { TemplateSyntaxError } from '../errors.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Declaration } from '../syntax/declaration.ts';

/** The lines of a doc comment without `/**` and the stars. */
function linesOf(comment: string): readonly string[] {
  return comment
    .replace(/^\/\*\*[^\S\n]*\n?/, '')
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*[^\S\n]?/, '').trimEnd());
}

/** Joins doc comments into one. */
function joined(comments: readonly string[]): string {
  const lines = comments.flatMap(linesOf);
  return lines.length === 1
    ? `/** ${lines[0] ?? ''} */`
    : ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

/**
 * The declaration with the doc comments whose `@when` conditions hold.
 * @throws TemplateSyntaxError if the condition of a `@when` is not built from options alone
 */
export function withDocumentation<T extends Declaration>(declaration: T, fold: ConstantFolder): T {
  const { docs, ...rest } = declaration;
  if (docs === undefined) return declaration;
  const kept = docs.filter(({ condition }) => {
    if (condition === undefined) return true;
    const folded = fold.expression(condition, 'condition');
    if (folded.kind === 'boolean') return folded.value;
    throw new TemplateSyntaxError(
      declaration.position,
      `a condition of @when for ${declaration.binding.name} is not known before run time`,
    );
  });
  const comment = kept.length === 0 ? [] : [joined(kept.map(({ text }) => text))];
  return { ...rest, lead: [...declaration.lead, ...comment] } as unknown as T;
}
