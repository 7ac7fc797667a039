/*
 * Keeps texts in memory that the garbage collector never looks at: PUT, GET and DELETE /NAME, and GET / for
 * what is in use.
 */
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { free, initr_malloc, mallinfo, malloc } from './heap.defconfig';

const memory = new ArrayBuffer(0x1000000);
initr_malloc(memory, 0);

/** Where each text is, by its name. */
const texts = new Map();

function remove(name) {
  const text = texts.get(name);
  if (text === undefined) return false;
  free(text.address);
  return texts.delete(name);
}

const methods = {
  async PUT(name, request) {
    const body = await buffer(request);
    const address = malloc(body.length);
    if (address === 0) return [507, 'The heap is full\n'];
    remove(name);
    new Uint8Array(memory, address).set(body);
    texts.set(name, { address, length: body.length });
    return [204];
  },

  GET(name) {
    if (name === '') return [200, `${mallinfo().uordblks} bytes in use\n`];
    const text = texts.get(name);
    if (text === undefined) return [404, 'There is no such text\n'];
    return [200, new Uint8Array(memory, text.address, text.length).slice()];
  },

  DELETE(name) {
    return [remove(name) ? 204 : 404];
  },
};

const server = createServer(async (request, response) => {
  const method = methods[request.method];
  const [status, body] = method ? await method(request.url.slice(1), request) : [405];
  response.writeHead(status).end(body);
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
