import type { HostProcess, OutputStream } from '../host-process.ts';

/** The process that a command runs in, and what the user wants to hear of it. */
export interface CommandHost extends HostProcess {
  /** Takes notes, warnings and progress: standard error, or nothing with `--quiet`. */
  readonly messages: OutputStream;
  /** How many notes or warnings of one kind are listed; the others are counted. */
  readonly listed: number;
}

/** The options that say so, as the command line gives them. */
export interface MessageArguments {
  readonly quiet?: boolean | undefined;
  readonly 'all-warnings'?: boolean | undefined;
}

/** A user who has read this many warnings of one kind knows what it is about. */
const FEW = 5;

const NOWHERE: OutputStream = { write: () => true };

export function commandHost(host: HostProcess, args: MessageArguments): CommandHost {
  const { argv, env, stdout, stderr } = host;
  return {
    argv,
    env,
    // Opened only by commands that read it: the first access takes Node.js some milliseconds.
    get stdin() {
      return host.stdin;
    },
    stdout,
    stderr,
    cwd: () => host.cwd(),
    messages: args.quiet === true ? NOWHERE : stderr,
    listed: args['all-warnings'] === true ? Number.POSITIVE_INFINITY : FEW,
  };
}
