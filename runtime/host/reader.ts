import { fork, type ChildProcess } from 'node:child_process'
import { fail } from '@formwork/platform/error/index.ts'
import { environmentWithCache } from './compile-cache.ts'
import type { ReaderReply, ReaderRequest } from './reader-protocol.ts'
import { unpackError } from './transported-error.ts'

/** The server's side of one reader process, which can be killed: a long statement cannot be stopped from inside. */
export class Reader {
  #process: ChildProcess | undefined

  /** Errors: `timed-out` after `limit` milliseconds, `service-unavailable` when the process dies. */
  run(request: ReaderRequest, limit: number): Promise<unknown> {
    const child = this.#process ?? this.#start()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        settle()
        this.kill()
        reject(fail('timed-out', { seconds: Math.round(limit / 1000) }))
      }, limit)
      const receive = (reply: ReaderReply) => {
        settle()
        if ('error' in reply) reject(unpackError(reply.error))
        else resolve(reply.result)
      }
      const lose = () => {
        settle()
        this.#process = undefined
        reject(fail('service-unavailable', { reason: 'the reader was interrupted' }))
      }
      const settle = () => {
        clearTimeout(timer)
        child.off('message', receive)
        child.off('exit', lose)
      }
      child.on('message', receive)
      child.on('exit', lose)
      child.send(request)
    })
  }

  kill(): void {
    this.#process?.kill('SIGKILL')
    this.#process = undefined
  }

  #start(): ChildProcess {
    const child = fork(new URL('./reader-process.ts', import.meta.url), {
      env: environmentWithCache(),
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', () => {
      if (this.#process === child) this.#process = undefined
    })
    this.#process = child
    return child
  }
}
