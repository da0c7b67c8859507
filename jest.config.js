/** Jest runs the TypeScript sources as ES modules, compiled by swc; types are checked by `npm run check`. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  // One core is left over by default; on two cores that would be half the machine.
  maxWorkers: '100%',
  testTimeout: 60_000,
};
