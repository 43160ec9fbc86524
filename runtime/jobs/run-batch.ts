import type { BatchGroup } from '../query/services/batch-rows.ts'
import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'

interface BatchJob {
  readonly batch: string
  readonly parameters?: unknown
  /** Only these keys; absent: all. */
  readonly keys?: readonly string[]
  readonly person?: number | null
}

/** Reads the rows beside the writer and makes a record of each key in a command of its own; repeated, it makes only what is missing. */
export const runBatch: JobHandler = {
  kind: 'run-batch',
  async run(workspace, job) {
    const { batch, parameters, keys, person } = job.payload as BatchJob
    const found = (await workspace.read('batch-groups', { person: null, language: 'zh', arguments: { batch, parameters } })) as {
      groups: readonly BatchGroup[]
    }
    let made = 0
    for (const { key, rows } of found.groups) {
      if (keys !== undefined && !keys.includes(key)) continue
      const answer = await runSystemCommand(workspace, 'make-batch-record', { batch, key, rows, person: person ?? null })
      if (answer.isNew === true) made++
    }
    if (typeof person === 'number') await runSystemCommand(workspace, 'tell-batch', { batch, person, made }, `batch/${job.id}`)
  },
}
