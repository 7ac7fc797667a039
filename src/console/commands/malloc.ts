import { lackText, type ConsoleCommand } from '../command.ts';
import { formatSize } from '../format-size.ts';
import type { Machine } from '../machine.ts';

type Words = readonly string[];

/** A word that follows `malloc`. */
interface Subcommand {
  readonly usage: string;
  /** The symbol that it needs, beyond those of the whole command. */
  readonly symbol?: string;
  /** The words that may follow. */
  readonly words: Words;
  run(words: Words, machine: Machine): boolean | 'usage';
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  info: { usage: 'malloc info - display malloc statistics', words: [], run: info },
  dump: {
    usage: 'malloc dump - dump heap chunks (address, size, status)',
    words: [],
    run: dump,
  },
  leak: {
    usage: 'malloc leak [start|end] - detect heap leaks',
    symbol: 'CMD_MALLOC_LEAK',
    words: ['start', 'end'],
    run: leak,
  },
  log: {
    usage: 'malloc log [start|stop|dump] - log malloc traffic',
    symbol: 'CMD_MALLOC_LOG',
    words: ['start', 'stop', 'dump'],
    run: log,
  },
};

/** U-Boot's `malloc` command. */
export const mallocCommand: ConsoleCommand = {
  name: 'malloc',
  summary: 'malloc information',
  usage: (machine) => subcommandsOf(machine).map(([, { usage }]) => usage),
  lacks({ heap, variant }) {
    if (heap.malloc_dump === undefined) return ['MALLOC_DEBUG'];
    return variant.isSet('CMD_MALLOC') ? [] : ['CMD_MALLOC'];
  },
  complete([first, ...more], machine) {
    if (more.length > 1) return [];
    const known = subcommandsOf(machine);
    if (more.length === 0) return known.map(([name]) => name);
    return known.find(([name]) => name === first)?.[1].words ?? [];
  },
  run([name = '', ...words], machine) {
    if (!Object.hasOwn(SUBCOMMANDS, name)) return 'usage';
    const { symbol, run } = SUBCOMMANDS[name] as Subcommand;
    if (symbol === undefined || machine.variant.isSet(symbol)) return run(words, machine);
    machine.print(lackText(`malloc ${name}`, [symbol]));
    return false;
  },
};

/** The subcommands that the configuration has, by name. */
function subcommandsOf({ variant }: Machine): readonly (readonly [string, Subcommand])[] {
  return Object.entries(SUBCOMMANDS).filter(
    ([, { symbol }]) => symbol === undefined || variant.isSet(symbol),
  );
}

function info(words: Words, { heap, print }: Machine): boolean | 'usage' {
  const numbers = heap.malloc_get_info?.();
  if (words.length > 0 || numbers === undefined) return 'usage';
  print(`total bytes   = ${formatSize(numbers.total_bytes)}`);
  print(`in use bytes  = ${formatSize(numbers.in_use_bytes)}`);
  print(`largest free  = ${formatSize(heap.malloc_largest_free?.() ?? 0)}`);
  print(`malloc count  = ${numbers.malloc_count}`);
  print(`free count    = ${numbers.free_count}`);
  print(`realloc count = ${numbers.realloc_count}`);
  const blocks = heap.malloc_mcheck_count?.();
  if (blocks !== undefined) print(`mcheck count  = ${blocks}`);
  return true;
}

function dump(words: Words, { heap, print }: Machine): boolean | 'usage' {
  if (words.length > 0) return 'usage';
  heap.malloc_dump?.(print);
  return true;
}

function leak(words: Words, machine: Machine): boolean | 'usage' {
  const { heap, print, leakSnapshot } = machine;
  const [action] = words;
  if (words.length > 1 || (action !== undefined && action !== 'start' && action !== 'end')) {
    return 'usage';
  }
  if (action === 'start') {
    machine.leakSnapshot = heap.malloc_leak_check_start?.();
    print(`Heap snapshot: ${machine.leakSnapshot?.count ?? 0} allocs`);
    return true;
  }
  if (leakSnapshot === undefined) {
    print("No snapshot taken, use 'malloc leak start'");
    return false;
  }
  let count = 0;
  if (action === 'end') {
    count = heap.malloc_leak_check_end?.(leakSnapshot, print) ?? 0;
    machine.leakSnapshot = undefined;
  } else {
    count = heap.malloc_leak_check_count?.(leakSnapshot) ?? 0;
  }
  if (count === 0) print('No leaks');
  else print(`${count} ${action === 'end' ? 'leaked' : 'new'} allocs`);
  return true;
}

function log(words: Words, { heap, print }: Machine): boolean | 'usage' {
  if (words.length > 1) return 'usage';
  switch (words[0]) {
    case 'start':
      heap.malloc_log_start?.();
      print('Malloc logging started');
      return true;
    case 'stop':
      heap.malloc_log_stop?.();
      print('Malloc logging stopped');
      return true;
    case 'dump':
    case undefined:
      heap.malloc_log_dump?.(print);
      return true;
    default:
      return 'usage';
  }
}
