/** A trace that is timed. */
export interface SpeedTrace {
  readonly name: string;
  /** What recorded it. */
  readonly kind: string;
  /**
   * Whether nobody may look at it, nor time a change on it, while the allocator is being tuned. What
   * these traces show is therefore what another program can expect.
   */
  readonly isHeldOut: boolean;
}

const seen = (name: string, kind: string): SpeedTrace => ({ name, kind, isHeldOut: false });
const heldOut = (name: string, kind: string): SpeedTrace => ({ name, kind, isHeldOut: true });

/** The traces in the order of the report. They were chosen before any of them was timed. */
export const SPEED_TRACES: readonly SpeedTrace[] = [
  seen('gawk-words', 'interpreter'),
  seen('git-log', 'version control'),
  seen('jq-group', 'interpreter'),
  seen('lua-tables', 'interpreter'),
  seen('perl-json', 'interpreter'),
  seen('python-ast', 'interpreter'),
  seen('sqlite', 'database'),
  seen('uboot-ut-env', 'boot loader'),
  seen('wasm-opt', 'compiler'),
  seen('zsh-words', 'shell'),
  heldOut('bash-words', 'shell'),
  heldOut('clang-c', 'compiler'),
  heldOut('nginx', 'server'),
  heldOut('node-http', 'Node.js'),
  heldOut('perl-regex', 'regular expressions'),
  heldOut('postgres', 'database'),
  heldOut('redis', 'server, long-lived blocks'),
  heldOut('ruby-scan', 'regular expressions'),
  heldOut('sqlite-shell', 'database'),
  heldOut('xsltproc', 'documents'),
];
