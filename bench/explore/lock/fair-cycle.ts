/** A step of a thread from one state to another. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly thread: number;
}

/**
 * A state from which the threads can go on for ever although each of them gets its turn: every living thread makes
 * steps, or cannot make one every now and then. Undefined if there is none: then every thread ends if each gets its
 * turn again and again, and nobody starves.
 * @param living the threads that have not ended in each state, as bits
 * @param movable those that can make a step
 */
export function fairCycle(
  count: number,
  edges: readonly Edge[],
  living: readonly number[],
  movable: readonly number[],
): number | undefined {
  const component = components(count, edges);
  const moves = new Map<number, number>();
  for (const { from, to, thread } of edges) {
    if (component[from] !== component[to]) continue;
    moves.set(component[from]!, (moves.get(component[from]!) ?? 0) | (1 << thread));
  }
  const pauses = new Map<number, number>();
  for (let id = 0; id < count; id += 1) {
    const of = component[id]!;
    pauses.set(of, (pauses.get(of) ?? 0) | ~movable[id]!);
  }
  for (let id = 0; id < count; id += 1) {
    const moving = moves.get(component[id]!);
    if (moving === undefined) continue;
    if ((living[id]! & ~(moving | pauses.get(component[id]!)!)) === 0) return id;
  }
  return undefined;
}

/** The strongly connected component of each state, after Tarjan, "Depth-First Search and Linear Graph Algorithms". */
function components(count: number, edges: readonly Edge[]): Int32Array {
  const first = new Int32Array(count + 1);
  for (const { from } of edges) first[from + 1]! += 1;
  for (let i = 0; i < count; i += 1) first[i + 1]! += first[i]!;
  const fill = first.slice();
  const targets = new Int32Array(edges.length);
  for (const { from, to } of edges) {
    targets[fill[from]!] = to;
    fill[from]! += 1;
  }

  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const at = first.slice();
  const open: number[] = [];
  let time = 0;
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== -1) continue;
    const path = [root];
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (order[node] === -1) {
        order[node] = low[node] = time;
        time += 1;
        open.push(node);
      }
      if (at[node]! < first[node + 1]!) {
        const to = targets[at[node]!]!;
        at[node]! += 1;
        if (order[to] === -1) path.push(to);
        else if (component[to] === -1) low[node] = Math.min(low[node]!, order[to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== order[node]) continue;
      let member;
      do {
        member = open.pop()!;
        component[member] = node;
      } while (member !== node);
    }
  }
  return component;
}
