import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['{platform,runtime,plugins,designer}/**/*.test.ts'], exclude: ['**/node_modules/**', 'runtime/e2e/**'], testTimeout: 30_000 },
})
