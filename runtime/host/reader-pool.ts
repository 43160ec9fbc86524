import { fail } from '@formwork/platform/error/index.ts'
import type { ReaderRequest } from './reader-protocol.ts'
import { Reader } from './reader.ts'

/** Reports that may wait for a free reader; beyond it the server says that it is busy. */
const MOST_WAITING = 100

/** A few reader processes; each runs one query at a time, the others wait their turn. */
export class ReaderPool {
  readonly #free: Reader[]
  readonly #all: readonly Reader[]
  readonly #limit: number
  readonly #waiting: ((reader: Reader) => void)[] = []

  /** `limit`: milliseconds that a query may run. */
  constructor(size: number, limit: number) {
    this.#all = Array.from({ length: size }, () => new Reader())
    this.#free = [...this.#all]
    this.#limit = limit
  }

  /** Errors: those of the query, `timed-out`, `service-unavailable`. */
  async run(request: ReaderRequest): Promise<unknown> {
    const reader = this.#free.pop() ?? (await this.#wait())
    try {
      return await reader.run(request, this.#limit)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free.push(reader)
      else next(reader)
    }
  }

  close(): void {
    for (const reader of this.#all) reader.kill()
  }

  #wait(): Promise<Reader> {
    if (this.#waiting.length >= MOST_WAITING) throw fail('service-unavailable', { reason: 'too many reports are waiting' })
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
