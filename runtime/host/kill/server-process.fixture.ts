import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { environmentWithCache } from '../compile-cache.ts'

/** A real server in a process of its own, that can be killed at any moment. */
export class ServerProcess {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(url: string, child: ChildProcess) {
    this.url = url
    this.#child = child
  }

  static async start(dataDirectory: string): Promise<ServerProcess> {
    const environment = {
      ...environmentWithCache(),
      FORMWORK_DATA: dataDirectory,
      FORMWORK_PORT: '0',
      FORMWORK_REQUESTS_PER_MINUTE: '10000000',
    }
    const child = spawn(process.execPath, [fileURLToPath(new URL('./serve.fixture.ts', import.meta.url))], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout! })
    const url = await Promise.race([
      once(lines, 'line').then(([line]) => String(line)),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`The server ended with code ${String(code)}`))),
    ])
    return new ServerProcess(url, child)
  }

  /** As a power cut does: nothing is flushed, nobody is told. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill(signal)
    await once(this.#child, 'exit')
  }
}
