// The floors for eslint-plugin-boundaries: the same data as dependency-cruiser's, so that an editor says it while one types.
import boundaries from 'eslint-plugin-boundaries'
import { floors, testFiles } from './floors.ts'

const categories = floors.map(({ name, path }) => ({ category: name, pattern: path }))

const policies = floors.map(({ name, may }) => ({
  from: { file: { categories: name } },
  allow: { to: { file: { categories: { anyOf: [name, ...may] } } } },
}))

export const floorsForEslint = [
  {
    files: ['{platform,plugins,runtime,designer}/**/*.{ts,vue}'],
    ignores: testFiles,
    plugins: { boundaries },
    settings: {
      'boundaries/files': categories,
      'boundaries/files-single-match': true,
      'import/resolver': { node: { preserveSymlinks: false, extensions: ['.ts', '.js', '.vue', '.json'] } },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', checkUnknownLocals: true, policies }] },
  },
]
