import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import { percentage } from './function-table.ts';
import { markup, type Markup } from './markup.ts';

const WIDTH = 960;
const HEIGHT = 300;
/** Pixels below which a name does not fit. */
const NAME = { width: 44, height: 16 };
/** Approximate width of a character in the font of the labels. */
const CHARACTER = 6.6;

interface Node {
  readonly name: string;
  readonly bytes: number;
}

/** Each function as a rectangle whose area is its share of the bytes. */
export function functionTreemap(functions: Readonly<Record<string, number>>): Markup {
  const nodes = Object.entries(functions).map(([name, bytes]): Node => ({ name, bytes }));
  const root = hierarchy<{ children?: readonly Node[] } | Node>({ children: nodes })
    .sum((node) => ('bytes' in node ? node.bytes : 0))
    // oxlint-disable-next-line unicorn/no-array-sort -- of d3, which has no other
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || (nameOf(a.data) < nameOf(b.data) ? -1 : 1));
  const total = root.value ?? 0;
  const layout = treemap<{ children?: readonly Node[] } | Node>()
    .size([WIDTH, HEIGHT])
    .tile(treemapSquarify)
    .paddingInner(1)
    .round(true)(root);
  const rectangles = layout.leaves().map(({ x0, x1, y0, y1, value = 0, data }, index) => {
    const name = nameOf(data);
    const width = x1 - x0;
    const height = y1 - y0;
    const fits = width >= NAME.width && height >= NAME.height;
    const length = Math.floor((width - 6) / CHARACTER);
    const shown = name.length > length ? `${name.slice(0, length - 1)}…` : name;
    const text = markup`<text x="${x0 + 4}" y="${y0 + 13}">${shown}</text>`;
    return markup`<g class="tone${index % 6}" ><title>${name}: ${value} bytes, ${percentage(value, total)}</title ><rect x="${x0}" y="${y0}" width="${width}" height="${height}" />${fits ? text : undefined}</g >`;
  });
  return markup`<svg class="treemap" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Functions by bytes, listed below" >${rectangles}</svg>`;
}

function nameOf(data: { children?: readonly Node[] } | Node): string {
  return 'name' in data ? data.name : '';
}
