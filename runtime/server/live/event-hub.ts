import type { ServedWorkspace } from '../served-workspace.ts'
import { systemQuery } from '../caller.ts'
import type { EventStream } from './event-stream.ts'

/** How often a workspace with listeners is asked whether anything has happened (other servers write too). */
const LOOK_MILLISECONDS = 1_000
/** A removed role, a closed session: a listener is asked again for who he is after this time. */
const RECHECK_MILLISECONDS = 4_000
/** Without a word for so long, proxies cut a connection. */
const BEAT_MILLISECONDS = 20_000

interface Channel {
  readonly workspace: ServedWorkspace
  readonly streams: Set<EventStream>
  mark: string
  looking: boolean
  again: boolean
}

/** Who listens to which workspace. Costs nothing while nobody does. */
export class EventHub {
  readonly #channels = new Map<string, Channel>()
  readonly #timers: NodeJS.Timeout[]
  #isClosed = false

  constructor() {
    const every = (milliseconds: number, work: (channel: Channel) => void): NodeJS.Timeout =>
      setInterval(() => {
        for (const channel of this.#channels.values()) work(channel)
      }, milliseconds).unref()
    this.#timers = [
      every(LOOK_MILLISECONDS, (channel) => void this.#look(channel)),
      every(RECHECK_MILLISECONDS, (channel) => {
        for (const stream of channel.streams) void stream.recheck()
      }),
      every(BEAT_MILLISECONDS, (channel) => {
        for (const stream of channel.streams) stream.beat()
      }),
    ]
  }

  /** Open streams of a person: browsers open a few, a loop opens many. */
  countOf(workspace: ServedWorkspace, person: number): number {
    return [...(this.#channels.get(workspace.name)?.streams ?? [])].filter((stream) => stream.person === person).length
  }

  async add(stream: EventStream): Promise<void> {
    const { workspace } = stream
    if (this.#isClosed) return stream.end()
    const channel = this.#channels.get(workspace.name) ?? { workspace, streams: new Set(), mark: '', looking: false, again: false }
    this.#channels.set(workspace.name, channel)
    channel.streams.add(stream)
    stream.onEnd(() => {
      channel.streams.delete(stream)
      if (channel.streams.size === 0) this.#channels.delete(workspace.name)
    })
    await stream.tell()
  }

  /** Something was written through this server: whoever listens hears of it at once. */
  wake(name: string): void {
    const channel = this.#channels.get(name)
    if (channel !== undefined) void this.#look(channel)
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const channel of this.#channels.values()) for (const stream of [...channel.streams]) stream.end()
  }

  async #look(channel: Channel): Promise<void> {
    if (channel.looking) {
      channel.again = true
      return
    }
    channel.looking = true
    try {
      const { mark } = (await systemQuery(channel.workspace, 'event-mark', {})) as { mark: string }
      if (mark !== channel.mark) {
        channel.mark = mark
        await Promise.all([...channel.streams].map((stream) => stream.tell()))
      }
    } catch {
      // The workspace is busy or closing: the next look tells.
    } finally {
      channel.looking = false
    }
    if (!channel.again) return
    channel.again = false
    await this.#look(channel)
  }
}
