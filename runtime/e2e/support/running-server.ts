import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'

export interface DemoServer {
  /** `http://127.0.0.1:…/w/demo/` */
  readonly base: string
  close(): Promise<void>
}

const START_LIMIT = 90_000

/** The real server with a demo workspace of its own, a copy of the one that the run made; or one that runs already, named by FORMWORK_E2E_SERVER. */
export async function startDemoServer(): Promise<DemoServer> {
  const running = process.env.FORMWORK_E2E_SERVER
  if (running !== undefined) return { base: `${running}/w/demo/`, close: () => Promise.resolve() }
  const data = mkdtempSync(join(tmpdir(), 'formwork-e2e-'))
  cpSync(inject('demoData'), data, { recursive: true })
  const server = await startServer(data)
  return {
    base: `${server.url}/w/demo/`,
    close: async () => {
      await server.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const DEMO = ['--demo', '--sample', 'demo']

/** The real server over this folder, on a free port, once it is ready; it makes the demo where the folder is empty, unless told otherwise. */
export async function startServer(
  data: string,
  options: readonly string[] = DEMO,
): Promise<{ url: string; said(): string; stop(): Promise<void> }> {
  const port = await freePort()
  const cli = new URL('../../cli/formwork.ts', import.meta.url).pathname
  const server = spawn(process.execPath, [cli, 'start', ...options, '--data', data, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  server.stdout.on('data', (text: Buffer) => (output += text.toString()))
  server.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  await untilReady(
    `${url}/health/ready`,
    () => server.exitCode,
    () => output,
  )
  return {
    url,
    said: () => output,
    stop: () => {
      server.kill('SIGTERM')
      return ended
    },
  }
}

async function untilReady(url: string, exitCode: () => number | null, output: () => string): Promise<void> {
  const limit = Date.now() + START_LIMIT
  while (Date.now() < limit) {
    if (exitCode() !== null) throw new Error(`The server ended while it started:\n${output()}`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`The server was not ready in time:\n${output()}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
