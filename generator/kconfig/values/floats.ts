const FORM = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Whether the text is a value of a float symbol: a decimal number that is not too large. */
export function isFloatText(text: string): boolean {
  return FORM.test(text) && Number.isFinite(Number(text));
}

/** The number that the text is, 0 if it is none. */
export function readFloat(text: string): number {
  return isFloatText(text) ? Number(text) : 0;
}

/** As Python writes a float: always with a point or an exponent, which has two digits or more. */
export function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/([+-])(\d)$/, '$10$2');
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** The same number as it is written in `.config`; what is none stays as it is. */
export function normaliseFloat(text: string): string {
  return isFloatText(text) ? formatFloat(Number(text)) : text;
}
