import type {
  AssignedValue,
  Assignment,
  Diagnostic,
  Session,
} from '../../../generator/kconfig/index.ts';
import type { Format } from './document.ts';

/** Something that is wrong with the configuration that was opened. */
export interface Problem {
  readonly diagnostic: Diagnostic;
  /** The first is what most users want. */
  readonly repairs: readonly Repair[];
  /** Whether its line would be missing from what is saved. */
  readonly losesLine: boolean;
}

/** What a key does about a problem. */
export interface Repair {
  readonly key: string;
  readonly label: string;
  readonly change: RepairChange;
}

export type RepairChange =
  | { readonly kind: 'set'; readonly values: Readonly<Record<string, AssignedValue>> }
  | { readonly kind: 'edit'; readonly name: string; readonly text: string }
  | { readonly kind: 'plan'; readonly name: string; readonly value: string }
  /** Without the line. */
  | { readonly kind: 'drop'; readonly name: string | undefined }
  /** As it is taken already. */
  | { readonly kind: 'keep' };

/** What was done about a problem: the session had this number of steps then. */
export interface Handled {
  readonly label: string;
  readonly depth: number;
}

/** The codes of what keeps a line from having an effect. */
const LOSING: ReadonlySet<string> = new Set([
  'malformed-line',
  'out-of-range',
  'unknown-symbol',
  'value-not-taken',
  'wrong-type',
]);

/**
 * What is wrong with a configuration, each with the keys that repair it.
 * @param format in a full one, a program wrote the values that no menu shows
 */
export function problemsOf(
  session: Session,
  assignments: readonly Assignment[],
  format: Format,
): readonly Problem[] {
  return session.diagnostics.map((diagnostic) => {
    const { line, file } = diagnostic.position;
    const assignment = assignments.find(
      ({ position }) => position.line === line && position.file === file,
    );
    if (format === 'full' && isComputed(session, diagnostic)) {
      return { diagnostic, repairs: [LEAVE_TO_TREE], losesLine: false };
    }
    return {
      diagnostic,
      repairs: repairsFor(session, diagnostic, assignment),
      losesLine: LOSING.has(diagnostic.code),
    };
  });
}

const LEAVE_TO_TREE: Repair = {
  key: 'enter',
  label: 'leave it to the tree',
  change: { kind: 'keep' },
};

/** Whether a line has a value that the tree computed, and computes otherwise now: with another compiler, say. */
function isComputed({ tree }: Session, { code, symbol = '' }: Diagnostic): boolean {
  const nodes = tree.names.get(symbol)?.nodes ?? [];
  return code === 'value-not-taken' && nodes.every(({ prompt }) => prompt === undefined);
}

function repairsFor(
  session: Session,
  { code, symbol, message }: Diagnostic,
  assignment: Assignment | undefined,
): readonly Repair[] {
  const drop: Repair = { key: 'd', label: 'drop the line', change: { kind: 'drop', name: symbol } };
  const keep = (label: string, key = 'enter'): Repair => ({ key, label, change: { kind: 'keep' } });
  const value = textOf(assignment);
  switch (code) {
    case 'unknown-symbol': {
      const near = /did you mean (\w+)\?$/.exec(message)?.[1];
      return [...(near === undefined ? [] : setting(session, 'enter', near, value)), drop];
    }
    case 'wrong-type':
      return [...wrongType(session, symbol, message, value), drop];
    case 'out-of-range':
      return [...editing(symbol, value), drop];
    case 'value-not-taken':
      return symbol === undefined
        ? [drop]
        : [
            {
              key: 'enter',
              label: `make it ${value}`,
              change: { kind: 'plan', name: symbol, value },
            },
            drop,
          ];
    case 'loose-value':
      return [keep(`take it as ${value.slice(0, 1)}`)];
    case 'decimal-hex': {
      const hex = `0x${BigInt(value).toString(16)}`;
      return [...setting(session, 'enter', symbol ?? '', hex), keep(`keep 0x${value}`, 'k')];
    }
    case 'choice-conflict': {
      const other = /overrides (\w+) of/.exec(message)?.[1];
      const rival = other === undefined ? [] : setting(session, 'o', other, 'y');
      return [keep(`keep ${symbol ?? 'it'}`), ...rival];
    }
    case 'malformed-line':
    case 'unset-ignored':
      return [{ ...drop, key: 'enter' }, drop];
    case 'unmet-dependency':
      return [
        keep('keep it'),
        ...(symbol === undefined
          ? []
          : [
              {
                key: 'n',
                label: 'make it n',
                change: { kind: 'plan', name: symbol, value: 'n' },
              } as const,
            ]),
      ];
    default:
      return [keep('keep it')];
  }
}

function wrongType(
  session: Session,
  symbol: string | undefined,
  message: string,
  value: string,
): readonly Repair[] {
  const type = session.tree.names.get(symbol ?? '')?.type;
  if (symbol === undefined) return [];
  if (type === 'bool' || type === 'tristate') {
    const letters = type === 'bool' ? ['y', 'n'] : ['y', 'm', 'n'];
    return letters.flatMap((letter) => setting(session, letter, symbol, letter));
  }
  const better = /: write ("[^"]*"|0x[\da-f]+|-?\d+)$/i.exec(message)?.[1]?.replaceAll('"', '');
  const edit = editing(symbol, better ?? value);
  return better === undefined
    ? edit
    : [
        ...setting(session, 'enter', symbol, better),
        ...edit.map((each) => ({ ...each, key: 'e' })),
      ];
}

function editing(symbol: string | undefined, text: string): readonly Repair[] {
  return symbol === undefined
    ? []
    : [{ key: 'enter', label: 'edit', change: { kind: 'edit', name: symbol, text } }];
}

/** Sets a symbol, if the value is one of its type. */
function setting(session: Session, key: string, name: string, value: string): readonly Repair[] {
  const type = session.tree.names.get(name)?.type;
  const isValid =
    type === 'bool' || type === 'tristate'
      ? (type === 'bool' ? /^[yn]$/ : /^[ymn]$/).test(value)
      : type !== undefined && type !== 'unknown' && session.check(name, value) === undefined;
  if (!isValid) return [];
  return [
    { key, label: `set ${name}=${value}`, change: { kind: 'set', values: { [name]: value } } },
  ];
}

/** The value of a line as a user would type it. */
function textOf(assignment: Assignment | undefined): string {
  if (assignment === undefined) return '';
  if (assignment.unset) return 'n';
  return assignment.value.replace(/^"(.*)"$/s, '$1');
}
