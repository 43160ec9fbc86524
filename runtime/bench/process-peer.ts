import { EventEmitter } from 'node:events'
import { assert } from '@formwork/platform/error/assert.ts'
import type BetterSqlite3 from 'better-sqlite3'
import { openBare } from './bare-writer.ts'

/** The part of npm `bpmn-engine` that the bench uses. */
interface PeerEngine {
  execute(options: { listener: EventEmitter }): Promise<PeerExecution>
  recover(state: unknown): PeerEngine
  resume(options: { listener: EventEmitter }): Promise<PeerExecution>
}

interface PeerExecution {
  readonly state: string
  getState(): unknown
  getPostponed(): { readonly type: string; signal(): void }[]
  stop(): Promise<void>
}

interface PeerModule {
  Engine(options?: { name: string; source: string }): PeerEngine
}

/** Runs so many instances one after another, so many saves in one durable commit: as many as clients would wait together. */
type RunPeer = (count: number, group: number) => Promise<void>

/**
 * Runs instances of a model through the peer. Its state is saved as JSON when it starts and after each step, into a file
 * under the same settings as the store's, and recovered from there; undefined where it is not installed.
 */
export async function openPeer(source: string, steps: number, file: string): Promise<RunPeer | undefined> {
  const loaded = (await import('bpmn-engine').catch(() => undefined)) as unknown as PeerModule | undefined
  if (loaded === undefined) return undefined
  const saves = new PeerSaves(file)
  const runInstance = async (): Promise<void> => {
    const id = saves.newId()
    let execution = await loaded.Engine({ name: 'approval', source }).execute({ listener: new EventEmitter() })
    saves.save(id, execution.getState())
    for (let step = 0; step < steps; step++) {
      await execution.stop()
      execution = await loaded.Engine().recover(saves.read(id)).resume({ listener: new EventEmitter() })
      execution
        .getPostponed()
        .find((activity) => activity.type === 'bpmn:UserTask')
        ?.signal()
      saves.save(id, execution.getState())
    }
    assert(execution.state === 'idle', `the peer's instance is ${execution.state}`)
  }
  return async (count, group) => {
    for (let done = 0; done < count; done++) await saves.inGroups(group, runInstance)
    saves.commit()
  }
}

/** States of the peer's instances by id, on the disk when their group is committed. */
class PeerSaves {
  readonly #connection: BetterSqlite3.Database
  readonly #write: BetterSqlite3.Statement<[number, string]>
  readonly #read: BetterSqlite3.Statement<[number], { state: string }>
  #last = 0
  #group = 1
  #waiting = 0

  constructor(file: string) {
    this.#connection = openBare(file)
    this.#connection.exec('create table saved (id integer primary key, state text not null) strict')
    this.#write = this.#connection.prepare(
      'insert into saved (id, state) values (?, ?) on conflict (id) do update set state = excluded.state',
    )
    this.#read = this.#connection.prepare('select state from saved where id = ?')
  }

  newId(): number {
    return ++this.#last
  }

  inGroups(group: number, work: () => Promise<void>): Promise<void> {
    this.#group = group
    return work()
  }

  save(id: number, state: unknown): void {
    if (this.#waiting === 0) this.#connection.exec('begin immediate')
    this.#write.run(id, JSON.stringify(state))
    if (++this.#waiting >= this.#group) this.commit()
  }

  read(id: number): unknown {
    return JSON.parse(this.#read.get(id)!.state)
  }

  commit(): void {
    if (this.#waiting > 0) this.#connection.exec('commit')
    this.#waiting = 0
  }
}
