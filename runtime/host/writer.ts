import { Worker } from 'node:worker_threads'
import { fail } from '@formwork/platform/error/index.ts'
import type { Answer, Command } from '../command/unit.ts'
import { environmentWithCache } from './compile-cache.ts'
import type { DatabaseLocation } from './database-location.ts'
import { unpackError } from './transported-error.ts'
import type { WriterReply, WriterRequest } from './writer-protocol.ts'

/** What a command allocates dies with it: with room for many commands, hardly anything is copied when memory is cleared (+9 %). */
const YOUNG_MEGABYTES = 64

interface Pending {
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * The server's side of one writer thread. When the thread dies, what was under way is refused with
 * `service-unavailable` (it may or may not be written: the idempotency key tells), and the next command starts a new one.
 */
export class Writer {
  readonly #report: (error: unknown) => void
  #worker: Worker | undefined
  #pending = new Map<number, Pending>()
  #opened = new Map<string, DatabaseLocation>()
  #outgoing: WriterRequest[] = []
  #lastId = 0
  #isClosing = false

  /** `report` hears of crashes. */
  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  /** Workspaces that are pinned to this thread. */
  get load(): number {
    return this.#opened.size
  }

  async open(workspace: string, location: DatabaseLocation): Promise<void> {
    this.#opened.set(workspace, location)
    await this.#send({ do: 'open', workspace, location })
  }

  async execute(workspace: string, command: Command): Promise<Answer> {
    return this.#send({ do: 'execute', workspace, command: JSON.stringify(command) })
  }

  async close(workspace: string): Promise<void> {
    if (!this.#opened.delete(workspace)) return
    await this.#send({ do: 'close', workspace })
  }

  /** Ends the thread after its workspaces are closed. */
  async end(): Promise<void> {
    for (const workspace of [...this.#opened.keys()]) await this.close(workspace)
    this.#isClosing = true
    await this.#worker?.terminate()
  }

  #send(request: Unnumbered<WriterRequest>): Promise<Answer> {
    if (this.#worker === undefined) this.#start()
    const id = ++this.#lastId
    return new Promise<Answer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      // Nobody else is waiting: it need not wait for what else this turn of the event loop may bring.
      if (this.#outgoing.length === 0) (this.#pending.size === 1 ? process.nextTick : setImmediate)(() => this.#flush())
      this.#outgoing.push({ ...request, id } as WriterRequest)
    })
  }

  /** What one turn of the event loop brought leaves as one message: the thread then puts it into one commit. */
  #flush(): void {
    const requests = this.#outgoing
    this.#outgoing = []
    const worker = this.#worker ?? this.#start()
    worker.postMessage(requests)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./writer-thread.ts', import.meta.url), {
      env: environmentWithCache(),
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    })
    this.#worker = worker
    worker.on('message', (replies: WriterReply[]) => this.#receive(replies))
    worker.on('error', (error) => this.#lose(worker, error))
    worker.on('exit', (code) => this.#lose(worker, new Error(`The writer thread ended with code ${code}`)))
    // A new thread after a crash knows nothing yet; a failure to open shows at the next command.
    const openings = [...this.#opened].map(([workspace, location]): WriterRequest => ({ do: 'open', id: 0, workspace, location }))
    worker.postMessage(openings)
    return worker
  }

  #receive(replies: readonly WriterReply[]): void {
    for (const reply of replies) {
      const pending = this.#pending.get(reply.id)
      this.#pending.delete(reply.id)
      if ('error' in reply) pending?.reject(unpackError(reply.error))
      else pending?.resolve(JSON.parse(reply.answer) as Answer)
    }
  }

  #lose(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#outgoing = []
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of pending) {
      reject(fail('service-unavailable', { reason: 'the writer was interrupted; repeat the request with the same key' }))
    }
    if (!this.#isClosing) this.#report(error)
  }
}
