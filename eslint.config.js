import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Stages that also run in the browser or must be replayable: no Node globals, no clock, no randomness. */
const pureStages = [
  'shared',
  'formats',
  'trust',
  'transcript',
  'records',
  'rendering',
  'signing',
  'registry',
  'verification',
];
const browserStages = ['shared', 'formats', 'trust', 'transcript', 'verification'];

const clockAndRandomness = [
  { object: 'Date', property: 'now', message: 'Take a Clock as an argument.' },
  { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
];

export default tseslint.config(
  {
    ignores: [
      'assembly',
      'dist',
      'coverage',
      'node_modules',
      'test/support/layers',
      'certs/development',
      '.cache',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Indexed loops over bytes are clearer with a checked `!` than with a fallback that cannot happen.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: pureStages.map((stage) => `src/${stage}/**/*.ts`),
    rules: {
      'no-restricted-properties': ['error', ...clockAndRandomness],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Take a Clock as an argument.',
        },
      ],
    },
  },
  {
    files: browserStages.map((stage) => `src/${stage}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', 'Buffer', 'process', 'require', 'setImmediate'],
    },
  },
  {
    files: ['bench/**', 'tools/**', 'src/main/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // supertest and fast-check hand back `any` and floating assertions by design.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        process: 'readonly',
        module: 'writable',
        Buffer: 'readonly',
        console: 'readonly',
        TextDecoder: 'readonly',
        URL: 'readonly',
      },
    },
  },
  prettier,
);
