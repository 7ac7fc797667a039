/**
 * The text of a stack, which captureStackTrace() has written into `holder`. Where the program's
 * Error.prepareStackTrace() makes a list of calls of it, as some libraries do, each is a line in V8's form.
 * @returns '' if the program makes something else of it, or throws
 */
export function stackText(holder: { readonly stack?: unknown }): string {
  try {
    const { stack } = holder;
    if (Array.isArray(stack)) return stack.map((call) => `    at ${String(call)}`).join('\n');
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}
