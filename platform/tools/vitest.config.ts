import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname
const never = ['**/node_modules/**', '**/.build/**', 'runtime/e2e/**']
const contracts = ['**/*.contract.test.ts']
/** What keeps nothing between tests: its files share their modules, which are loaded once a worker instead of once a file. */
const pure = ['{platform,plugins}/**/*.test.ts', 'runtime/engine/**/*.test.ts']
const views = ['runtime/{ui,client}/**/*.test.ts', 'designer/**/*.test.ts', 'plugins/**/view.test.ts']

/** Four projects: `pure` and `unit` (which may use SQLite), `view` renders Vue in a light DOM, `contract` runs one suite over every database. */
export default defineConfig({
  root,
  test: {
    testTimeout: 30_000,
    // Every core: the runner itself mostly waits. On two cores the default would be one.
    maxWorkers: '100%',
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['runtime/**/*.test.ts'],
          exclude: [...never, ...contracts, ...views, ...pure],
          testTimeout: 30_000,
        },
      },
      { root, test: { name: 'pure', include: pure, exclude: [...never, ...contracts, ...views], isolate: false, testTimeout: 30_000 } },
      { root, plugins: [vue()], test: { name: 'view', include: views, exclude: never, environment: 'happy-dom', testTimeout: 30_000 } },
      {
        root,
        test: { name: 'contract', include: contracts, exclude: never, testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
})
