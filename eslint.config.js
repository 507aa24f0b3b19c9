import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const electronOnly = {
  name: 'electron',
  message: 'Only electron/ knows Electron; the page reaches it through the Host interface.',
};
const tfjsOnly = {
  group: ['@tensorflow/*'],
  message: 'Only shared/engine/tfjs knows tfjs; use Executor.',
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'release/',
      '.cache/',
      'test-results/',
      'playwright-report/',
      'shared/layers/index.ts',
      // AssemblyScript, which its own compiler checks.
      'shared/engine/wasm/kernels/',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    // All files as one program: with one for each run time, what is shared would be read and judged again in each.
    languageOptions: {
      parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-imports': ['error', { paths: [electronOnly], patterns: [tfjsOnly] }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // React's handlers may be asynchronous; what they throw is caught where it happens.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    // Lists there are as long as documents allow: as arguments they overflow the stack.
    files: ['shared/export/code/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^(max|min|push|unshift)$/] > SpreadElement',
          message: 'A long list overflows the stack: use largest, smallest, or a loop.',
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['shared/engine/tfjs/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [electronOnly] }] },
  },
  {
    // Tests and benchmarks compare with plain tfjs, and stop at once where a value is missing.
    files: [
      '**/*.test.ts',
      '**/*.test.tsx',
      '**/testing/**/*.ts',
      '**/*.reference.ts',
      'e2e/**/*.ts',
      'bench/**/*.ts',
      'soak/**/*.ts',
    ],
    rules: {
      'no-restricted-imports': ['error', { paths: [electronOnly] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['cli/**/*.ts', 'node/**/*.ts'],
    ignores: ['cli/output.ts', 'cli/**/*.test.ts', 'cli/testing/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        ...['stdout', 'stderr'].map((property) => ({
          object: 'process',
          property,
          message: 'Only cli/output.ts writes: it shows what a terminal would obey.',
        })),
      ],
    },
  },
  {
    files: ['electron/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [tfjsOnly] }] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: ['error', 'always', { null: 'ignore' }], 'no-var': 'error', 'prefer-const': 'error' },
  },
);
