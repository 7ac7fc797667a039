import { encodedMappings, TraceMap, type SourceMapSegment } from '@jridgewell/trace-mapping';

/** A source map of version 3. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** A word, a number, a text, a comment or a punctuator. Lines and columns count from 0. */
interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?:[^`\\]|\\[\s\S])*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\w$]+(?:\.\d+)?|\S/g;

/** What begins a section: a declaration that has a name, also inside `createMalloc()`. */
const DECLARATION =
  /^(?: *(?:export )?function|(?:export )?(?:class|const|let|interface|type)) (\w+)/;

/** Longer sections are mapped at their beginning alone: aligning takes the square of the length. */
const MOST_PAIRS = 16_000_000;

/**
 * The source map from `malloc.js` to `malloc.ts`. Both are made from the templates, each in its own way, so
 * the map is found from the texts: the declarations with the same name are aligned token by token, with as much
 * in common as possible (Wagner and Fischer's algorithm).
 *
 * @param source the name of `malloc.ts` in the map
 */
export function sourceMapBetween(js: string, ts: string, source: string): SourceMap {
  const targets = new Map<string, Token[][]>();
  for (const [name, tokens] of sectionsOf(ts)) {
    const same = targets.get(name);
    if (same === undefined) targets.set(name, [tokens]);
    else same.push(tokens);
  }
  const mappings: SourceMapSegment[][] = js.split('\n').map(() => []);
  for (const [name, tokens] of sectionsOf(js)) {
    const target = targets.get(name)?.shift();
    if (target !== undefined) mapSection(tokens, target, mappings);
  }
  const content = { version: 3 as const, sources: [source], sourcesContent: [ts], names: [] };
  const map = new TraceMap({ ...content, mappings });
  return { ...content, mappings: encodedMappings(map) };
}

/** The tokens of each declaration, with its name. What is before the first one belongs to none. */
function sectionsOf(text: string): readonly (readonly [name: string, Token[]])[] {
  const lines = text.split('\n');
  const starts = new Map<number, string>();
  for (const [line, content] of lines.entries()) {
    const name = DECLARATION.exec(content)?.[1];
    if (name !== undefined) starts.set(line, name);
  }
  const sections: [string, Token[]][] = [];
  let seen = -1;
  for (const token of tokensOf(text)) {
    for (; seen < token.line; seen += 1) {
      const name = starts.get(seen + 1);
      if (name !== undefined) sections.push([name, []]);
    }
    sections.at(-1)?.[1].push(token);
  }
  return sections;
}

function* tokensOf(text: string): Generator<Token> {
  let line = 0;
  let lineStart = 0;
  let scanned = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    for (; scanned < index; scanned += 1) {
      if (text[scanned] !== '\n') continue;
      line += 1;
      lineStart = scanned + 1;
    }
    yield { text: token.replaceAll(/\s+/g, ' '), line, column: index - lineStart };
  }
}

function mapSection(
  tokens: readonly Token[],
  target: readonly Token[],
  mappings: SourceMapSegment[][],
): void {
  const partners = align(tokens, target);
  let place = target[0];
  let line = -1;
  for (const [i, { text, line: generated, column }] of tokens.entries()) {
    const partner = partners[i];
    // A comment says where the code after it is.
    if (partner !== undefined) place = target[isComment(text) ? partner + 1 : partner] ?? place;
    // Each line begins with a segment: what has no partner is where its predecessor is.
    const isNew = (partner !== undefined || generated !== line) && !isComment(text);
    if (!isNew || place === undefined) continue;
    mappings[generated]?.push([column, 0, place.line, place.column]);
    line = generated;
  }
}

/** The index of each token's partner: equal texts in the same order, with the largest sum of weights. */
function align(left: readonly Token[], right: readonly Token[]): readonly (number | undefined)[] {
  if (left.length * right.length > MOST_PAIRS) return [];
  const width = right.length + 1;
  // best[i * width + j] is the largest sum for what follows left[i - 1] and right[j - 1].
  const best = new Uint32Array((left.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const { text = '' } = left[i] ?? {};
    const weight = weightOf(left, i);
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const both = right[j]?.text === text ? weight + at(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(both, at(i + 1, j), at(i, j + 1));
    }
  }
  const partners: (number | undefined)[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const isPair =
      left[i]?.text === right[j]?.text && at(i, j) === weightOf(left, i) + at(i + 1, j + 1);
    if (isPair) {
      partners[i] = j;
      i += 1;
      j += 1;
    } else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return partners;
}

/**
 * Comments and names say more about what belongs together than brackets do, and stacks have the places of calls
 * and of what throws.
 */
function weightOf(tokens: readonly Token[], i: number): number {
  const text = tokens[i]?.text ?? '';
  if (isComment(text) || text === 'new' || text === 'throw') return 24;
  if (!/^[\w$]/.test(text)) return 1;
  return tokens[i + 1]?.text === '(' ? 8 : 4;
}

function isComment(text: string): boolean {
  return text.startsWith('//') || text.startsWith('/*');
}
