import mallocgen from 'mallocgen/vite';

// A page has shared memory only with these.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default {
  plugins: [mallocgen({ budget: { brotli: 2000 } })],
  worker: { format: 'es', plugins: () => [mallocgen()] },
  build: { target: 'es2022' },
  server: { headers },
  preview: { headers },
};
