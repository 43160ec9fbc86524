import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startServer } from './running-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a demo workspace that no server holds open. */
    demoData: string
  }
}

/** Makes the demo once a run, through the real server; every file of tests works on a copy. */
export async function setup(project: TestProject): Promise<() => void> {
  const data = mkdtempSync(join(tmpdir(), 'formwork-e2e-demo-'))
  if (process.env.FORMWORK_E2E_SERVER === undefined) await (await startServer(data)).stop()
  project.provide('demoData', data)
  return () => rmSync(data, { recursive: true, force: true })
}
