import type { Variant } from '../specialise/index.ts';
import type { MissingCall } from './missing-calls.ts';

/** The types of values that a variant lacks. The compiler prints the sentence where one is used. */
const MISSING_TYPES = `/** The type of what the variant lacks. The text says what to do. */
interface Missing<Remedy extends string> {
  readonly [remedy]: Remedy;
}
declare const remedy: unique symbol;

export {};
`;

/**
 * Declarations of a variant, as a module imports them, and of the calls that it lacks: these have a type
 * whose name is the sentence on what would bring them.
 *
 * @param file the name of the configuration
 */
export function declarationText(
  { declarations, members }: Variant,
  missing: readonly MissingCall[],
  file: string,
): string {
  const lacking = [
    ...members.map((name) => ({
      name,
      text: `${name} belongs to a heap: call it as a member of what createMalloc() returns`,
    })),
    ...missing.map(({ name, lines }) => ({
      name,
      text: `${name} is not in this variant: add ${lines.map(quoted).join(' and ')} to ${file}`,
    })),
  ];
  if (lacking.length === 0) return declarations;
  return [
    declarations,
    ...lacking.map(
      ({ name, text }) =>
        `/** @deprecated ${text}. */\nexport declare const ${name}: Missing<${JSON.stringify(text)}>;\n`,
    ),
    MISSING_TYPES,
  ].join('\n');
}

/** The same as a module of a program that is found by the end of its path. */
export function ambientText(pattern: string, declarations: string): string {
  const inside = declarations
    .replace(/^(export )?declare /gm, '$1')
    .replace(/^(?=.)/gm, '  ')
    .trimEnd();
  return `declare module ${JSON.stringify(pattern)} {\n${inside}\n}\n`;
}

function quoted(line: string): string {
  return line.includes("'") ? `"${line}"` : `'${line}'`;
}
