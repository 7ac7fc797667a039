import type { MenuNode } from './model.ts';

/** Walks all nodes below `root` in the order of the menus. */
export function* menuNodes(root: MenuNode): Generator<MenuNode, void, void> {
  let node = root.first;
  while (node) {
    yield node;
    if (node.first) {
      node = node.first;
      continue;
    }
    while (node && !node.next) node = node.parent;
    node = node?.next;
  }
}
