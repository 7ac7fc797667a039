import { styleText } from 'node:util';

/** What a command needs of the process it runs in. `process` is one; tests make their own. */
export interface HostProcess {
  /** As in Node.js: the interpreter, the script, then what the user wrote. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  cwd(): string;
}

/** What decides which files a user means. */
export type Surroundings = Pick<HostProcess, 'cwd' | 'env'>;

export interface InputStream extends AsyncIterable<string | Uint8Array> {
  readonly isTTY?: boolean;
}

export interface OutputStream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * What gives text a style where `stream` is a terminal that shows styles, and elsewhere leaves it as
 * it is. The variable NO_COLOR is that of https://no-color.org.
 */
export function styler(
  stream: OutputStream,
  env: HostProcess['env'],
): (style: 'bold' | 'yellow' | 'red', text: string) => string {
  const shown = stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return (style, text) => (shown ? styleText(style, text, { validateStream: false }) : text);
}
