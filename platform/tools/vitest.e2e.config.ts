import { defineConfig } from 'vitest/config'

/** Browser tests share one machine with a browser and real servers: one file at a time. Their browser is named by FORMWORK_CHROMIUM. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    name: 'browser',
    include: ['runtime/e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
