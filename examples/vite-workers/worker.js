import { malloc, mem_malloc_attach } from './heap.defconfig';

addEventListener('message', ({ data: { memory, name } }) => {
  // The page has set the heap up.
  mem_malloc_attach(memory, 0);
  const bytes = new TextEncoder().encode(`Worker ${name} was here`);
  const address = malloc(bytes.length);
  new Uint8Array(memory, address).set(bytes);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
  postMessage({ address, length: bytes.length });
});
