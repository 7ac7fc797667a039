const ONE_COLUMN_EACH = /^[ -~\u2026]*$/;

declare const require: (name: 'string-width') => {
  readonly default: (text: string, options?: object) => number;
};

/**
 * The columns that a text takes on a terminal, in place of the package `string-width`. That one has
 * ICU read its rules for segments of text when it is loaded, which takes longer than all the rest of
 * `--help`: it is loaded for the first text that needs it.
 */
export default function textWidth(text: string, options?: object): number {
  return ONE_COLUMN_EACH.test(text) ? text.length : require('string-width').default(text, options);
}
