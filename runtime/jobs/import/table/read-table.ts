import { Worker } from 'node:worker_threads'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { unpackError } from '../../../host/transported-error.ts'
import { refuseFile, type TableRow } from './table-row.ts'
import type { TableHead, TableMessage, TableOrder } from './table-messages.ts'

/** A file that takes longer, or needs more memory, is refused: whoever sends it cannot stop the server. */
const MOST_SECONDS = 120
const MEMORY_MEGABYTES = 768

export interface ReadTable {
  readonly head: TableHead
  /** Rows in pieces; ends the reading when it is left. */
  readonly rows: AsyncIterable<readonly TableRow[]>
}

/** Reads a table in a thread of its own, so that no file holds up the server. Errors: `file-refused`, `too-many-rows`, `timed-out`. */
export async function readTable(order: TableOrder): Promise<ReadTable> {
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  })
  const messages = new Messages(worker, order.name)
  try {
    const first = await messages.next()
    if (!('head' in first)) throw new Error('A table begins with its head')
    return { head: first.head, rows: rowsOf(messages) }
  } catch (error) {
    messages.close()
    throw error
  }
}

async function* rowsOf(messages: Messages): AsyncGenerator<readonly TableRow[]> {
  try {
    for (;;) {
      const message = await messages.next()
      if ('end' in message) return
      if ('rows' in message) yield message.rows
    }
  } finally {
    messages.close()
  }
}

/** One message at a time; the thread goes on when the last one was taken. */
class Messages {
  readonly #worker: Worker
  readonly #timer: NodeJS.Timeout
  #waiting: TableMessage | undefined
  #failure: Error | undefined
  #wake: (() => void) | undefined
  #taken = true
  readonly #name: string | undefined

  /** `name`: what people call the file. */
  constructor(worker: Worker, name: string | undefined) {
    this.#worker = worker
    this.#name = name
    worker.on('message', (message: TableMessage) => {
      this.#waiting = message
      this.#wake?.()
    })
    worker.on('error', (error: Error & { code?: string }) => {
      this.#stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuseFile('文件内容过大', 'its content is too large') : error)
    })
    this.#timer = setTimeout(() => this.#stop(fail('timed-out', { seconds: MOST_SECONDS })), MOST_SECONDS * 1000)
    this.#timer.unref()
  }

  async next(): Promise<TableMessage> {
    if (!this.#taken) this.#worker.postMessage('next')
    while (this.#waiting === undefined && this.#failure === undefined) await new Promise<void>((resolve) => (this.#wake = resolve))
    if (this.#failure !== undefined) throw nameRefused(this.#failure, this.#name)
    const message = this.#waiting!
    this.#waiting = undefined
    this.#taken = false
    if ('error' in message) throw nameRefused(unpackError(message.error), this.#name)
    return message
  }

  close(): void {
    clearTimeout(this.#timer)
    void this.#worker.terminate()
  }

  #stop(failure: Error): void {
    this.#failure ??= failure
    this.#wake?.()
  }
}

/** Whoever reads a table knows its path alone; a refusal says what people call the file. */
function nameRefused(error: Error, name: string | undefined): Error {
  if (name === undefined || !isAppError(error) || error.code !== 'file-refused') return error
  return fail('file-refused', { ...error.parameters, name })
}
