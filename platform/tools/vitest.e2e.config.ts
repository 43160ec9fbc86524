import { defineConfig } from 'vitest/config'

/** Each file has a browser and a real server of its own; two at a time keep two cores busy. FORMWORK_CHROMIUM names the browser. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    name: 'browser',
    include: ['runtime/e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    maxWorkers: 2,
    globalSetup: 'runtime/e2e/support/setup.ts',
    // A machine that stands still for a moment is asked once more; what is wrong fails twice.
    retry: process.env.CI === undefined ? 0 : 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
