export default {
  testMatch: ['**/*.jest.js'],
  transform: { '[._]defconfig$': 'mallocgen/jest' },
  extensionsToTreatAsEsm: ['.defconfig'],
};
