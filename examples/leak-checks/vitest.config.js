import mallocgen from 'mallocgen/vite';

export default {
  plugins: [mallocgen()],
  test: { include: ['**/*.vitest.js'] },
};
