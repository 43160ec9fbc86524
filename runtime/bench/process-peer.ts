import type { EventEmitter } from 'node:events'

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

const INSTANCES = 40

/** Instances a second of the same model through the peer, saved as JSON and recovered at each step; undefined where it is not installed. */
export async function peerRate(source: string, steps: number): Promise<number | undefined> {
  const name = 'bpmn-engine'
  const loaded = (await import(name).catch(() => undefined)) as PeerModule | undefined
  if (loaded === undefined) return undefined
  const { EventEmitter: Emitter } = await import('node:events')
  const runInstance = async (): Promise<void> => {
    let execution = await loaded.Engine({ name: 'approval', source }).execute({ listener: new Emitter() })
    for (let step = 0; step < steps; step++) {
      const saved = JSON.stringify(execution.getState())
      await execution.stop()
      execution = await loaded.Engine().recover(JSON.parse(saved)).resume({ listener: new Emitter() })
      execution
        .getPostponed()
        .find((activity) => activity.type === 'bpmn:UserTask')
        ?.signal()
    }
  }
  await runInstance()
  const begun = performance.now()
  for (let count = 0; count < INSTANCES; count++) await runInstance()
  return (INSTANCES * 1000) / (performance.now() - begun)
}
