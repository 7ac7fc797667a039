/** Text that is markup already: what the tag `markup` makes. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | readonly Markup[] | undefined;

/** Markup with values in it. Names come from input, so everything but markup is escaped. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const html = texts.reduce((before, text, i) => before + render(parts[i - 1]) + text);
  return { html };
}

/** Text of our own that is not HTML, such as a style sheet. */
export function verbatim(text: string): Markup {
  return { html: text };
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  if ('html' in part) return part.html;
  return part.map(({ html }) => html).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
