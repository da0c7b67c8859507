import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

// Tests leave nothing outside the checkout: temporary folders and Jest's cache go into `.cache/`.
const cache = join(import.meta.dirname, '.cache');
const temporary = join(cache, 'tmp');
mkdirSync(temporary, { recursive: true });
process.env.TMPDIR = temporary;

/** Jest runs the TypeScript sources as ES modules, compiled by swc; types are checked by `npm run check`. */
export default {
  testEnvironment: 'node',
  cacheDirectory: join(cache, 'jest'),
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  // One core is left over by default; on two cores that would be half the machine.
  maxWorkers: '100%',
  testTimeout: 60_000,
};
