// ESLint: what types cannot say. Formatting is prettier's, imports between floors are in floors/.
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import { floorsForEslint } from './floors/eslint-floors.ts'
import { testFiles } from './floors/floors.ts'

const tests = testFiles
const fileLength = { max: 300, skipBlankLines: false, skipComments: false }
const functionLength = { max: 70, skipBlankLines: true, skipComments: true, IIFEs: true }

/** Files that are read through their default export: configurations, and the commands of the command line. */
const defaultExports = ['**/*.config.{ts,js}', 'runtime/cli/*.ts']

const everywhere = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  curly: ['error', 'multi-line'],
  complexity: ['error', { max: 20, variant: 'modified' }],
  'max-depth': ['error', 4],
  'max-params': ['error', 6],
  'no-console': 'error',
  'no-debugger': 'error',
  'no-else-return': 'error',
  'no-eval': 'error',
  'no-implicit-coercion': ['error', { boolean: false }],
  'no-new-func': 'error',
  'no-param-reassign': 'error',
  'no-return-assign': 'error',
  'no-self-compare': 'error',
  'no-sequences': 'error',
  'no-throw-literal': 'error',
  'no-unneeded-ternary': 'error',
  'no-useless-concat': 'error',
  'no-useless-return': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['fixme', 'todo', 'xxx', 'hack'] }],
  'object-shorthand': ['error', 'properties'],
  'prefer-const': 'error',
  'prefer-template': 'error',
  'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name: the file is named after it.' }],
}

// An index that is known to exist is written `list[i]!`: the compiler has no cheaper way to be told (noUncheckedIndexedAccess).
const typescript = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/no-shadow': 'error',
  '@typescript-eslint/no-inferrable-types': 'error',
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'typeLike', format: ['PascalCase'] },
    { selector: 'function', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
    { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
  ],
}

/** Rules that ask the type checker: one program over all files (tsconfig.lint.json), so that they cost seconds. */
const typeAware = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
}

export default tseslint.config(
  { ignores: ['**/node_modules/**', '.build/**', '**/*.d.ts', 'platform/definition/types.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{js,mjs,ts,vue}'],
    rules: { ...everywhere, 'max-lines': ['error', fileLength], 'max-lines-per-function': ['error', functionLength] },
  },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: './platform/tools/tsconfig.lint.json', tsconfigRootDir: new URL('../..', import.meta.url).pathname },
    },
    rules: { ...typescript, ...typeAware },
  },
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      ...typescript,
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/naming-convention': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    // Composables of Vue: their type is what they return.
    files: ['runtime/{ui,client}/**/*.ts', 'designer/**/*.ts', 'plugins/**/view.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  ...floorsForEslint,
  { files: defaultExports, rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['runtime/cli/**', 'runtime/bench/**', 'platform/tools/**', 'platform/expression/conformance.ts', 'runtime/e2e/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: tests,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      complexity: 'off',
      '@typescript-eslint/no-shadow': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe'].flatMap((object) => [
          { object, property: 'only', message: 'Run a single test from the command line.' },
          { object, property: 'skip', message: 'A skipped test tests nothing: delete it or repair it.' },
        ]),
      ],
    },
  },
)
