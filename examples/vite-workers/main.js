import { free, initr_malloc } from './heap.defconfig';

const memory = new SharedArrayBuffer(0x100000);
initr_malloc(memory, 0);

/** Starts a worker, and gives the greeting that it left in the heap. */
function greeting(name) {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', ({ data: { address, length } }) => {
      // TextDecoder takes no shared memory.
      const bytes = new Uint8Array(memory, address, length).slice();
      free(address);
      worker.terminate();
      resolve(new TextDecoder().decode(bytes));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows alone
    worker.postMessage({ memory, name });
  });
}

const greetings = await Promise.all(['one', 'two', 'three'].map(greeting));
for (const text of greetings) {
  const item = document.createElement('li');
  item.textContent = text;
  document.getElementById('greetings').append(item);
}
document.getElementById('state').textContent = 'done';
