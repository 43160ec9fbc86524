import type { Response } from 'express'
import type { ServedWorkspace } from '../served-workspace.ts'

interface Told {
  readonly mark: string
  readonly more?: boolean
  readonly events: readonly ({ readonly type: string } & Record<string, unknown>)[]
}

interface StreamOptions {
  readonly workspace: ServedWorkspace
  readonly person: number
  readonly scopes?: readonly string[]
  readonly language: 'zh' | 'en'
  /** What the listener has heard last; absent: he begins now. */
  readonly after: string | undefined
  /** Refuses when the session, key or person is no longer there. */
  readonly recheck: () => Promise<void>
}

/** One connection of one person: every event is asked for in his name when it is sent, so that rights hold as they are then. */
export class EventStream {
  readonly workspace: ServedWorkspace
  readonly person: number
  readonly #options: StreamOptions
  readonly #response: Response
  #after: string | undefined
  #telling: Promise<void> = Promise.resolve()
  #isOpen = true
  /** There is more to tell, and no room for it. */
  #isBehind = false

  constructor(response: Response, options: StreamOptions) {
    this.workspace = options.workspace
    this.person = options.person
    this.#options = options
    this.#response = response
    this.#after = options.after
    response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    response.flushHeaders()
    response.on('close', () => (this.#isOpen = false))
    response.on('drain', () => void (this.#isBehind && this.tell()))
  }

  onEnd(listener: () => void): void {
    this.#response.on('close', listener)
  }

  /** Sends what is new, one call after another. */
  tell(): Promise<void> {
    this.#telling = this.#telling.then(() => this.#tellNow())
    return this.#telling
  }

  /** A listener who reads slowly is told the rest when he has taken what waits for him: never more than one look waits in memory. */
  async #tellNow(): Promise<void> {
    this.#isBehind = false
    for (let more = true; more && this.#isOpen;) {
      if (this.#response.writableNeedDrain) {
        this.#isBehind = true
        return
      }
      try {
        const { person, scopes, language } = this.#options
        const told = (await this.workspace.read('events', { person, scopes, language, arguments: { after: this.#after } })) as Told
        const isFirst = this.#after === undefined
        this.#after = told.mark
        if (isFirst) this.#write('ready', told.mark, {})
        for (const { type, ...data } of told.events) this.#write(type, told.mark, data)
        more = told.more === true
      } catch {
        return this.end()
      }
    }
  }

  #write(type: string, id: string, data: unknown): void {
    if (this.#isOpen) this.#response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  beat(): void {
    if (this.#isOpen && !this.#response.writableNeedDrain) this.#response.write(': \n\n')
  }

  /** Ends the stream of somebody who is no longer signed in. */
  async recheck(): Promise<void> {
    await this.#options.recheck().catch(() => this.end())
  }

  end(): void {
    this.#isOpen = false
    this.#response.end()
  }
}
