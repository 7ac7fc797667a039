/*
 * The parts of docs/specialiser.md and docs/template-language.md that are made of the table of passes,
 * of fixtures and of the list of refusals.
 */
import { format } from 'prettier';

import { formatText, specialise, type PassEvent } from '../../generator/specialise/index.ts';
import type { Pass, RewritingRule, Rounds, Step } from '../../generator/specialise/passes/pass.ts';
import { COMPACT, SIMPLIFY } from '../../generator/specialise/passes/pipeline.ts';
import { printModule } from '../../generator/specialise/print/module.ts';
import { assignNames } from '../../generator/specialise/print/names.ts';
import type { Program } from '../../generator/specialise/program.ts';
import { readFixture } from '../generator/specialise/fixture-templates.ts';
import { REFUSALS } from '../generator/specialise/refusals.ts';

export type TableRule = Pass | RewritingRule | Rounds;

const rulesOf = (steps: readonly Step[]): readonly TableRule[] =>
  steps.flatMap((step): readonly TableRule[] => ('walk' in step ? step.walk : [step]));

/** The rules of a stage in their order, with the folder that holds their files and fixtures. */
export const STAGES: readonly { readonly stage: string; readonly rules: readonly TableRule[] }[] = [
  { stage: 'simplify', rules: SIMPLIFY.flatMap((step) => ('rounds' in step ? step.rounds : [])) },
  { stage: 'compact', rules: rulesOf(COMPACT) },
];

/** Declarations that show what a rule does, where its fixture has others, too. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'inline-once': ['sum', 'expression', 'sign', 'tail'],
  'literal-constants': ['HEADER_WORDS', 'words'],
  'move-constants': ['chain'],
  'reuse-variables': ['chain'],
  'declare-late': ['inBranch'],
  'short-conditions': ['integers'],
  'short-errors': ['check'],
  'short-booleans': ['grow'],
  aliases: ['end', 'brk', 'open', 'malloc_simple', 'malloc'],
  'early-returns': ['free', 'both'],
  'variables-first': ['count', 'START', 'next', 'last', 'limit', 'after'],
};

/** A cell of the table: the rules that come before, each with its reason. */
function reasons(rule: TableRule): string {
  return Object.entries(rule.after)
    .map(([earlier, why]) => `\`${earlier}\`: ${why}`)
    .join('; ');
}

const link = (name: string): string => `[\`${name}\`](#${name})`;

function table(rules: readonly TableRule[]): string {
  const rows = rules.map((rule) => {
    const name = 'rounds' in rule ? `\`${rule.name}\`` : link(rule.name);
    return `| ${name} | ${rule.does} | ${reasons(rule)} |`;
  });
  return ['| rule | what it does | comes after, because |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
}

/** The declarations of a program that are named, as text. */
async function printed(program: Program, names: ReadonlySet<string>, types: boolean) {
  const text = printModule(
    program.declarations.filter(({ binding }) => names.has(binding.name)),
    assignNames(program.declarations, program.roots),
    new Set(program.roots.keys()),
    types,
    program.aliases.filter(({ declaration }) => names.has(declaration.binding.name)),
  );
  return (await formatText(text)).trim();
}

/** Names of what a pass adds, changes or removes, except the function that tests a fixture. */
function touched({ before, after }: PassEvent): ReadonlySet<string> {
  const known = new Set(before?.declarations);
  const kept = new Set(after.declarations);
  const nodes = [
    ...after.declarations.filter((node) => !known.has(node)),
    ...(before?.declarations ?? []).filter((node) => !kept.has(node)),
  ];
  return new Set(nodes.map(({ binding }) => binding.name).filter((name) => name !== 'check'));
}

/**
 * What a rule does to the declarations of its fixture.
 * @throws Error if the fixture does not show the rule
 */
async function example(stage: string, name: string): Promise<string> {
  const { templates, options } = readFixture(`${stage}/${name}/changes`);
  let event: PassEvent | undefined;
  specialise(templates, options, (each) => {
    if (each.stage === stage && each.rules.includes(name)) event ??= each;
  });
  if (event?.before === undefined)
    throw new Error(`the fixture ${stage}/${name}/changes does not show what the rule does`);
  const names = new Set(SHOWN[name] ?? touched(event));
  const types = stage !== 'compact';
  const [before, after] = [
    await printed(event.before, names, types),
    await printed(event.after, names, types),
  ];
  const language = types ? 'ts' : 'js';
  const rest = after === '' ? 'becomes nothing.' : `becomes\n\n\`\`\`${language}\n${after}\n\`\`\``;
  return `\`\`\`${language}\n${before}\n\`\`\`\n\n${rest}`;
}

/** The generated parts of docs/specialiser.md by their names. */
export async function passes(): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const { stage, rules } of STAGES) {
    made.set(`table of ${stage}`, table(rules));
    const sections: string[] = [];
    for (const rule of rules) {
      if ('rounds' in rule) continue;
      sections.push(`### ${rule.name}\n\n${rule.does}\n\n${await example(stage, rule.name)}`);
    }
    made.set(`examples of ${stage}`, sections.join('\n\n'));
  }
  return made;
}

/** What a template may not contain, a table for each part of the language. */
export function refusals(): string {
  const code = (text: string): string => `\`${text.replaceAll('\n', ' ').replaceAll('|', '\\|')}\``;
  const sections = Object.entries(REFUSALS).map(([part, list]) => {
    const rows = list.map(
      ({ what, code: all, api, example: shown, message }) =>
        `| ${what} | ${code(shown ?? api ?? all)} | ${message.replaceAll('|', '\\|')} |`,
    );
    const head = '| refused | for example | the error says |\n| --- | --- | --- |';
    return `### ${part}\n\n${[head, ...rows].join('\n')}`;
  });
  return sections.join('\n\n');
}

/** A page with its generated parts made again: each is between two comments that name it. */
export async function withParts(page: string, made: ReadonlyMap<string, string>): Promise<string> {
  let result = page;
  for (const [name, text] of made) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const from = result.indexOf(begin);
    const to = result.indexOf(end);
    if (from < 0 || to < from) throw new Error(`the page has no ${begin} … ${end}`);
    result = `${result.slice(0, from + begin.length)}\n\n${text}\n\n${result.slice(to)}`;
  }
  return await format(result, {
    parser: 'markdown',
    singleQuote: true,
    printWidth: 100,
  });
}
