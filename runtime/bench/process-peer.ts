import { EventEmitter } from 'node:events'
import { assert } from '@formwork/platform/error/assert.ts'

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

/** Runs instances of a model through the peer, its state saved as JSON and recovered at each step; undefined where it is not installed. */
export async function openPeer(source: string, steps: number): Promise<((count: number) => Promise<void>) | undefined> {
  const loaded = (await import('bpmn-engine').catch(() => undefined)) as unknown as PeerModule | undefined
  if (loaded === undefined) return undefined
  const runInstance = async (): Promise<void> => {
    let execution = await loaded.Engine({ name: 'approval', source }).execute({ listener: new EventEmitter() })
    for (let step = 0; step < steps; step++) {
      const saved = JSON.stringify(execution.getState())
      await execution.stop()
      execution = await loaded.Engine().recover(JSON.parse(saved)).resume({ listener: new EventEmitter() })
      execution
        .getPostponed()
        .find((activity) => activity.type === 'bpmn:UserTask')
        ?.signal()
    }
    assert(execution.state === 'idle', `the peer's instance is ${execution.state}`)
  }
  return async (count) => {
    for (let done = 0; done < count; done++) await runInstance()
  }
}
